using System;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Robust;

/// <summary>All that RGDA may know of a plant: what the gains of one stage cost from there on, the later stages' gains being fixed.</summary>
/// <remarks>The parameters are the gains of the stage, as <see cref="GainLayout"/> has them.</remarks>
public interface IStageCosts : ICostOracle
{
    /// <summary>Turns to a stage.</summary>
    /// <param name="stage">t.</param>
    /// <param name="later">The gains of stages t + 1 … T − 1, in order.</param>
    void Begin(int stage, ReadOnlySpan<double> later);
}
