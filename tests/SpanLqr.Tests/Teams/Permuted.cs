using System.Linq;
using SpanLqr.Teams;

namespace SpanLqr.Tests.Teams;

/// <summary>A team written out whole, with its agents in another order.</summary>
internal sealed class Permuted
{
    private readonly int[] _states;
    private readonly int[] _inputs;

    /// <summary>Puts agent order[i] of the team at place i.</summary>
    public Permuted(MonolithicTeam team, int[] order)
    {
        _states = Entries(team.Agents.Select(a => a.States).ToArray(), order);
        _inputs = Entries(team.Agents.Select(a => a.Inputs).ToArray(), order);
        Team = new MonolithicTeam
        {
            A = Pick(team.A, _states, _states),
            B = Pick(team.B, _states, _inputs),
            Q = Pick(team.Q, _states, _states),
            R = Pick(team.R, _inputs, _inputs),
            W = team.W is null ? null : Pick(team.W, _states, _states),
            Agents = order.Select(i => team.Agents[i]).ToArray(),
        };
    }

    /// <summary>The team in its new order.</summary>
    public MonolithicTeam Team { get; }

    /// <summary>A gain of the old order in the new one.</summary>
    public double[,] Gain(double[,] gain) => Pick(gain, _inputs, _states);

    private static int[] Entries(int[] lengths, int[] order) =>
        order.SelectMany(i => Enumerable.Range(lengths.Take(i).Sum(), lengths[i])).ToArray();

    private static double[,] Pick(double[,] matrix, int[] rows, int[] columns)
    {
        double[,] result = new double[rows.Length, columns.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                result[i, j] = matrix[rows[i], columns[j]];
            }
        }

        return result;
    }
}
