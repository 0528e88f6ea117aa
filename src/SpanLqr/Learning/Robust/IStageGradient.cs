using System;

namespace SpanLqr.Learning.Robust;

/// <summary>The slopes of the receding-horizon problem of one stage: the gains of later stages are fixed.</summary>
public interface IStageGradient
{
    /// <summary>Turns to a stage.</summary>
    /// <param name="stage">t.</param>
    /// <param name="later">The gains of stages t + 1 … T − 1, in order.</param>
    void Begin(int stage, ReadOnlySpan<double> later);

    /// <summary>The slopes at some gains.</summary>
    /// <param name="gains">The gains of the stage.</param>
    /// <param name="iteration">Which evaluation this is.</param>
    /// <param name="slope">Receives the derivatives by all gains of the stage.</param>
    /// <returns>What it took.</returns>
    LearningAccount Evaluate(ReadOnlySpan<double> gains, ulong iteration, Span<double> slope);
}
