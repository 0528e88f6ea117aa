using System;

namespace SpanLqr.Populations;

/// <summary>How populations are simulated.</summary>
public readonly record struct PopulationOptions
{
    /// <summary>Options of a number of steps; the rest as the properties say.</summary>
    /// <param name="steps">T, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">T is below 1.</exception>
    public PopulationOptions(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        Steps = steps;
    }

    /// <summary>T, the steps of a rollout.</summary>
    public int Steps { get; }

    /// <summary>Every agent or means and scatters. Default every agent.</summary>
    public PopulationMode Mode { get; init; }

    /// <summary>The seed of the experiment: with the stream and the number of the rollout it fixes every bit. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>What the numbers are for: another stream of one seed is independent. Default 0.</summary>
    public ulong Stream { get; init; }
}
