using System;

namespace SpanLqr.Learning.Games;

/// <summary>The settings of <see cref="GameLearner"/>.</summary>
public sealed record GameLearnerOptions
{
    /// <summary>S₁, the rounds in which gains are learned.</summary>
    public int GainRounds { get; init; } = 12;

    /// <summary>S₂, the rounds in which offsets are learned.</summary>
    public int OffsetRounds { get; init; } = 15;

    /// <summary>R₁, the iterations of each population's descent in a round of gains.</summary>
    public int GainIterations { get; init; } = 60;

    /// <summary>R₂, the iterations of each population's descent in a round of offsets.</summary>
    public int OffsetIterations { get; init; } = 30;

    /// <summary>The descents of gains: r₁, η₁, k₁ and what else they have.</summary>
    public DescentOptions Gains { get; init; } = new();

    /// <summary>The descents of offsets: r₂, η₂, k₂ and what else they have.</summary>
    public DescentOptions Offsets { get; init; } = new();

    /// <summary>Whether each descent starts where the one of the round before ended; the paper starts each at the first policy.</summary>
    public bool WarmStart { get; init; } = true;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(GainRounds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(OffsetRounds);
        ArgumentOutOfRangeException.ThrowIfLessThan(GainIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(OffsetIterations, 1);
        ArgumentNullException.ThrowIfNull(Gains);
        ArgumentNullException.ThrowIfNull(Offsets);
        Gains.Check();
        Offsets.Check();
    }
}
