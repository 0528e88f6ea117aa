using System;

namespace SpanLqr.Learning.Games;

/// <summary>How <see cref="GameSimulator"/> runs.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The rollouts of gains.</summary>
    public RolloutCostOptions Gains { get; init; } = new();

    /// <summary>The rollouts of offsets, which are <see cref="RolloutModel.Ergodic"/>: an offset costs in the long run.</summary>
    public RolloutCostOptions Offsets { get; init; } = new() { Model = RolloutModel.Ergodic, Steps = 200, BurnIn = 50 };

    /// <summary>Whether the mean fields move with noise N(0, diag W) in rollouts of offsets, as in the paper, or without.</summary>
    public bool SimulatorNoise { get; init; } = true;

    /// <summary>
    /// The steps of a simulated trajectory from which the law of the mean field is identified by least squares; null takes the law that is
    /// consistent with the policies, exactly.
    /// </summary>
    public int? IdentificationSteps { get; init; }

    /// <summary>The seed of those trajectories.</summary>
    public ulong Seed { get; init; }

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Gains);
        ArgumentNullException.ThrowIfNull(Offsets);
        Gains.Check();
        Offsets.Check();
        if (Offsets.Model != RolloutModel.Ergodic)
        {
            throw new ArgumentException("Rollouts of offsets start with noise, expected ergodic ones.", nameof(Offsets));
        }

        if (IdentificationSteps is { } steps)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(IdentificationSteps));
        }
    }
}
