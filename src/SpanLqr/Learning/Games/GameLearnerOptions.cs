using System;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Games;

/// <summary>The settings of <see cref="GameLearner"/>.</summary>
public sealed record GameLearnerOptions
{
    /// <summary>S₁, the rounds in which gains are learned.</summary>
    public int GainRounds { get; init; } = 8;

    /// <summary>S₂, the rounds in which offsets are learned.</summary>
    public int OffsetRounds { get; init; } = 8;

    /// <summary>R₁, the iterations of each population's descent in a round of gains.</summary>
    public int GainIterations { get; init; } = 30;

    /// <summary>R₂, the iterations of each population's descent in a round of offsets.</summary>
    public int OffsetIterations { get; init; } = 10;

    /// <summary>The descents of gains: r₁, η₁, k₁ and what else they have.</summary>
    public DescentOptions Gains { get; init; } = new();

    /// <summary>The descents of offsets: r₂, η₂, k₂ and what else they have.</summary>
    public DescentOptions Offsets { get; init; } = new() { Gradient = new GradientOptions { Radius = 0.1, Batch = 200 } };

    /// <summary>r₂ where estimates are of one point.</summary>
    public static double OnePointOffsetRadius => 0.3;

    /// <summary>The steps of the trajectory from which the law of the mean field is identified, where it is and nobody says how many.</summary>
    public static int DefaultIdentificationSteps => 100_000;

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
