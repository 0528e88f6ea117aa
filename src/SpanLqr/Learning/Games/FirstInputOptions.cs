using System;

namespace SpanLqr.Learning.Games;

/// <summary>The settings of <see cref="FirstInputLearner"/>.</summary>
public sealed record FirstInputOptions
{
    /// <summary>Rounds at most.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>Policies whose inputs move by less than this between rounds, relative to the largest, have arrived.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>The steps of the first quiet rollouts; doubled until what they say no longer moves.</summary>
    public int FirstSteps { get; init; } = 32;

    /// <summary>The most steps of a quiet rollout in the first round; twice as many in each that follows, while a loop has not settled.</summary>
    public int FirstMostSteps { get; init; } = 256;

    /// <summary>The most steps of any quiet rollout.</summary>
    public int MostSteps { get; init; } = 1 << 16;

    /// <summary>Rollouts are long enough when twice as long ones move the improved policy by less than this, relative to the largest input.</summary>
    public double HorizonTolerance { get; init; } = 1e-7;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstMostSteps, FirstSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostSteps, FirstMostSteps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(HorizonTolerance);
    }
}
