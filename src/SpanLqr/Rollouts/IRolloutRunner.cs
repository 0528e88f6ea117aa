using System.Numerics;

namespace SpanLqr.Rollouts;

/// <summary>Runs blocks of rollouts of one size, width, precision and form of noise.</summary>
internal interface IRolloutRunner<T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Runs the block; the summed costs are then in its workspace, +∞ for what diverged.</summary>
    void Run(in RolloutBlock<T> block);
}
