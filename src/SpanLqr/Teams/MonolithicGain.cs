using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Teams;

/// <summary>The gain of all agents together: u = −Kx for the stacked states and inputs.</summary>
/// <remarks>
/// Between two different agents of l and k the block is (K̄_{lk} − δ_{lk}·K_l)/N_k; that of an agent with itself has K_l more.
/// Agents of one population share their blocks, so this is the gain reported back to each agent.
/// </remarks>
public static class MonolithicGain
{
    /// <summary>The gain of all agents, population after population, as <see cref="MonolithicTeam.Of"/> stacks them.</summary>
    /// <param name="solution">A solution that is Ok.</param>
    /// <returns>K, m×n for m inputs and n states of all agents.</returns>
    /// <exception cref="ArgumentException">
    /// The solution is not Ok, or has more than <see cref="MonolithicTeam.MaxDimension"/> states or inputs to write out.
    /// </exception>
    public static double[,] Of(TeamSolution solution)
    {
        RequireOk(solution, nameof(solution));
        AuxiliarySolution[] populations = solution.Populations.ToArray();
        Stacking rows = new(populations.Select(p => p.Gain.GetLength(0)).ToArray());
        Stacking columns = new(populations.Select(p => p.Gain.GetLength(1)).ToArray());
        double[,] Between(int l, int k) => DenseMatrix.Create(rows.Lengths[l], columns.Lengths[k], (i, j) =>
            (solution.MeanField.Gain[rows.Offset(l) + i, columns.Offset(k) + j] - (l == k ? populations[l].Gain[i, j] : 0)) / populations[k].Size);

        double[,]?[,] between = new double[,]?[populations.Length, populations.Length];
        for (int l = 0; l < populations.Length; l++)
        {
            for (int k = 0; k < populations.Length; k++)
            {
                between[l, k] = Between(l, k);
            }
        }

        IEnumerable<double[,]> own = populations.Select((p, l) => DenseMatrix.Map(p.Gain, (i, j, entry) => entry + between[l, l]![i, j]));
        ExchangeableMatrix assembled = new(own, between, populations.Select(p => p.Size).ToArray());
        MonolithicTeam.RequireWritable(assembled, nameof(solution));
        return assembled.Expand();
    }

    /// <summary>The gain of all agents, in the order of the monolithic team whose partition was found.</summary>
    /// <param name="solution">A solution of the partition's problem that is Ok.</param>
    /// <param name="partition">The partition.</param>
    /// <returns>K, m×n for m inputs and n states of all agents.</returns>
    /// <exception cref="ArgumentException">
    /// The solution is not Ok, not one of the partition's problem, or has more than <see cref="MonolithicTeam.MaxDimension"/> states or inputs.
    /// </exception>
    public static double[,] Of(TeamSolution solution, TeamPartition partition)
    {
        ArgumentNullException.ThrowIfNull(partition);
        double[,] byClass = Of(solution);
        if (!solution.Populations.Select(p => p.Size).SequenceEqual(partition.Classes.Select(c => c.Count)))
        {
            throw new ArgumentException("The solution is not of the partition's problem: the populations' sizes differ from the classes'.", nameof(solution));
        }

        AuxiliarySolution[] ofAgent = new AuxiliarySolution[partition.Classes.Sum(c => c.Count)];
        foreach ((IReadOnlyList<int> agents, AuxiliarySolution solved) in partition.Classes.Zip(solution.Populations))
        {
            foreach (int agent in agents)
            {
                ofAgent[agent] = solved;
            }
        }

        int[] order = partition.Classes.SelectMany(c => c).ToArray();
        int[] rows = Places(ofAgent.Select(s => s.Gain.GetLength(0)).ToArray(), order);
        int[] columns = Places(ofAgent.Select(s => s.Gain.GetLength(1)).ToArray(), order);
        double[,] result = new double[rows.Length, columns.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                result[rows[i], columns[j]] = byClass[i, j];
            }
        }

        return result;
    }

    internal static void RequireOk(TeamSolution solution, string argument)
    {
        ArgumentNullException.ThrowIfNull(solution, argument);
        if (!solution.IsOk)
        {
            throw new ArgumentException($"The solution's status is {solution.Status} (system '{solution.FailedSystem}'), expected Ok.", argument);
        }
    }

    // Where each entry of the vectors, taken in the given order, lies when they are stacked in their own order.
    private static int[] Places(int[] lengths, int[] order)
    {
        Stacking stacking = new(lengths);
        return order.SelectMany(agent => Enumerable.Range(stacking.Offset(agent), lengths[agent])).ToArray();
    }
}
