using System;

namespace SpanLqr.Teams;

/// <summary>The gain of all agents together: u = −Kx for the stacked states and inputs.</summary>
public static class MonolithicGain
{
    /// <summary>The gain of all agents, population after population.</summary>
    /// <param name="solution">A solution that is Ok.</param>
    /// <returns>K, m×n for m inputs and n states of all agents.</returns>
    /// <exception cref="ArgumentException">The solution is not Ok, or has too many agents to write out.</exception>
    public static double[,] Of(TeamSolution solution) => throw new NotImplementedException();

    /// <summary>The gain of all agents, in the order of the monolithic team whose partition was found.</summary>
    /// <param name="solution">A solution of the partition's problem that is Ok.</param>
    /// <param name="partition">The partition.</param>
    /// <returns>K, m×n for m inputs and n states of all agents.</returns>
    /// <exception cref="ArgumentException">The solution is not Ok, or not one of the partition's problem.</exception>
    public static double[,] Of(TeamSolution solution, TeamPartition partition) => throw new NotImplementedException();
}
