using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>What a plant is asked to run.</summary>
public readonly ref struct PlantRun
{
    /// <summary>K, m×n.</summary>
    public required ReadOnlySpan<double> Gain { get; init; }

    /// <summary>L, m×m, lower triangular, LL' the covariance of the exploration; empty for none.</summary>
    public ReadOnlySpan<double> Exploration { get; init; }

    /// <summary>The state in which this trajectory's last run ended, to go on from; empty for a reset.</summary>
    public ReadOnlySpan<double> Start { get; init; }

    /// <summary>The number of the trajectory.</summary>
    public int Trajectory { get; init; }

    /// <summary>The name of the noise: the same run for the same name.</summary>
    public ulong Key { get; init; }
}
