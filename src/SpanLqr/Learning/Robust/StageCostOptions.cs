using System;

namespace SpanLqr.Learning.Robust;

/// <summary>How <see cref="SimulatedStageCosts"/> runs its populations.</summary>
public sealed record StageCostOptions
{
    /// <summary>M, the agents that stand for the mean field, at least 2.</summary>
    public int Agents { get; init; } = 1000;

    /// <summary>Whether every agent is simulated; otherwise the population's mean and scatter are, which have exactly the same law.</summary>
    public bool EveryAgent { get; init; }

    /// <summary>
    /// Whether noise acts after the stage, as in the paper. Without it the cost has the same slopes, and the noise of slopes estimated from
    /// pairs vanishes at the saddle.
    /// </summary>
    public bool Noise { get; init; }

    /// <summary>Threads to use at most; the results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Agents, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
