using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>The data that a critic asks for in one evaluation.</summary>
public sealed record TrajectoryOptions
{
    /// <summary>The defaults of the critic gtd: a recursion over samples forgets its start slowly, and takes 12p operations a sample where least
    /// squares takes p².</summary>
    public static TrajectoryOptions Recursive { get; } = new() { Steps = 40_000 };

    /// <summary>T, the steps of a trajectory, at least 1.</summary>
    public int Steps { get; init; } = 20_000;

    /// <summary>How many independent trajectories share the steps where a caller has to choose: each can be run by a thread of its own.</summary>
    public static int DefaultTrajectories => 8;

    /// <summary>σ of u = −Kx + σz, positive: without exploration action values cannot be told apart.</summary>
    public double Exploration { get; init; } = 1;

    /// <summary>The seed of the trajectories.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads to use at most; the results do not depend on it. Above 1 an evaluation allocates the tasks it starts.</summary>
    public int Threads { get; init; } = 1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        if (!(Exploration > 0) || !double.IsFinite(Exploration))
        {
            throw new ArgumentOutOfRangeException(nameof(Exploration), Exploration, "The exploration must be a positive number.");
        }
    }
}
