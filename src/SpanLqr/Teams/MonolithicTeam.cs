using System;
using System.Collections.Generic;

namespace SpanLqr.Teams;

/// <summary>A team written out whole, agent after agent, with nothing said about who can be exchanged with whom.</summary>
/// <remarks>n = Σ states and m = Σ inputs over <see cref="Agents"/>; <see cref="ExchangeablePartition"/> finds the populations.</remarks>
public sealed record MonolithicTeam
{
    /// <summary>A, n×n.</summary>
    public required double[,] A { get; init; }

    /// <summary>B, n×m.</summary>
    public required double[,] B { get; init; }

    /// <summary>Q, n×n, symmetric.</summary>
    public required double[,] Q { get; init; }

    /// <summary>R, m×m, symmetric.</summary>
    public required double[,] R { get; init; }

    /// <summary>W, n×n, symmetric, or null for the identity.</summary>
    public double[,]? W { get; init; }

    /// <summary>The agents in the order in which their states and inputs are stacked.</summary>
    public required IReadOnlyList<AgentDimensions> Agents { get; init; }

    /// <summary>Writes out the whole system, population after population.</summary>
    /// <param name="problem">The team.</param>
    /// <returns>The matrices of all agents.</returns>
    /// <exception cref="ArgumentException">The problem is malformed.</exception>
    public static MonolithicTeam Of(TeamProblem problem) => throw new NotImplementedException();
}
