using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>What a learner that estimates its own error is asked for.</summary>
public sealed record LearningGoal
{
    /// <summary>The gap (C(K) − C*)/C* that must not be exceeded, above 0.</summary>
    public double Target { get; init; } = 0.01;

    /// <summary>Steps of the plant that may be spent, at least 1.</summary>
    public long Budget { get; init; } = 30_000_000;

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads to use at most; the results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Budget, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        if (!(Target > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Target), Target, "The target must be positive.");
        }
    }
}
