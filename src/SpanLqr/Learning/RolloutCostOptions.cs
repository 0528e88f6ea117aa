using System;

namespace SpanLqr.Learning;

/// <summary>How <see cref="RolloutCosts"/> runs its rollouts.</summary>
public sealed record RolloutCostOptions
{
    /// <summary>The defaults of one-point estimates, which want costs that vary little: mean costs of long rollouts with noise.</summary>
    public static RolloutCostOptions OnePoint { get; } = new() { Model = RolloutModel.Ergodic, Steps = 1000, BurnIn = 100 };

    /// <summary>What a rollout's cost is.</summary>
    public RolloutModel Model { get; init; }

    /// <summary>T, the steps of a rollout, at least 1.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>The first steps, whose costs do not count; below T, and 0 for <see cref="RolloutModel.NoiseInitial"/>.</summary>
    public int BurnIn { get; init; }

    /// <summary>Threads to use at most; the results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    internal void Check()
    {
        EnumGuard.Require(Model);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        if (BurnIn < 0 || BurnIn >= Steps)
        {
            throw new ArgumentException($"The burn-in is {BurnIn} of {Steps} steps, expected at least 0 and less than all.", nameof(BurnIn));
        }

        if (Model == RolloutModel.NoiseInitial && BurnIn > 0)
        {
            throw new ArgumentException("Rollouts that start with the noise have no burn-in.", nameof(BurnIn));
        }
    }
}
