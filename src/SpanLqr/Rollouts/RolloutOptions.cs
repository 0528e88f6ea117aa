using System;

namespace SpanLqr.Rollouts;

/// <summary>How rollouts are run.</summary>
public readonly record struct RolloutOptions
{
    /// <summary>Options of a number of steps; the rest as the properties say.</summary>
    /// <param name="steps">T, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">T is below 1.</exception>
    public RolloutOptions(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Steps = steps;
        CostLimit = double.PositiveInfinity;
    }

    /// <summary>T, the steps of a rollout.</summary>
    public int Steps { get; }

    /// <summary>The first steps, whose costs are not counted; below T. Default 0.</summary>
    public int BurnIn { get; init; }

    /// <summary>The seed of the experiment: with the stream and the number of the rollout it fixes every bit. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>What the numbers are for: another stream of one seed is independent. Default 0.</summary>
    public ulong Stream { get; init; }

    /// <summary>A summed cost beyond ± this is a blow-up, reported as +∞, as is one that is not finite. Default +∞.</summary>
    /// <remarks>Tested between chunks of a fixed number of steps; where all rollouts of a vector have diverged they stop.</remarks>
    public double CostLimit { get; init; }

    /// <summary>The covariance of the initial state, n×n and semidefinite, or null for a start at the mean.</summary>
    public double[,]? InitialCovariance { get; init; }

    /// <summary>The mean of the initial state, n entries, or null for zero.</summary>
    public double[]? InitialMean { get; init; }
}
