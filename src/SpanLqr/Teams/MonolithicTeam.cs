using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Teams;

/// <summary>A team written out whole, agent after agent, with nothing said about who can be exchanged with whom.</summary>
/// <remarks>n = Σ states and m = Σ inputs over <see cref="Agents"/>; <see cref="ExchangeablePartition"/> finds the populations.</remarks>
public sealed record MonolithicTeam
{
    /// <summary>The most states or inputs that are written out: 10⁴ of them are 800 MB a matrix, and more is a mistake.</summary>
    public const int MaxDimension = 10_000;

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
    /// <exception cref="ArgumentException">
    /// The problem is malformed, as in <see cref="TeamDecomposition.Of(TeamProblem)"/>, or has more than <see cref="MaxDimension"/> states
    /// or inputs in all.
    /// </exception>
    public static MonolithicTeam Of(TeamProblem problem)
    {
        TeamMatrices team = TeamMatrices.Of(problem);
        RequireWritable(team.B, nameof(problem));
        return new MonolithicTeam
        {
            A = team.A.Expand(),
            B = team.B.Expand(),
            Q = team.Q.Expand(),
            R = team.R.Expand(),
            W = team.W.Expand(),
            Agents = problem.Populations
                .SelectMany(p => Enumerable.Repeat(new AgentDimensions(p.StateDim, p.InputDim), p.Size))
                .ToArray(),
        };
    }

    internal static void RequireWritable(ExchangeableMatrix matrix, string argument)
    {
        if (matrix.ExpandedDimension > MaxDimension)
        {
            throw new ArgumentException(
                $"The whole team has {matrix.ExpandedDimension} states or inputs, too many to write out: at most {MaxDimension}.",
                argument);
        }
    }
}
