using System;
using System.Linq;
using SpanLqr.Robust;
using SpanLqr.Tests.Games;

namespace SpanLqr.Tests.Robust;

/// <summary>Well-posed robust problems from a seed.</summary>
internal static class RandomRobust
{
    /// <summary>Everything given and, over a horizon, varying with time.</summary>
    public static RobustProblem Create(int seed, int? horizon, int states, int inputs, int adversary, int? agents)
    {
        RandomGames random = new(seed);
        int steps = horizon ?? 1;
        double[][,] Series(int count, int rows, int columns, double scale) =>
            Enumerable.Range(0, count).Select(_ => random.Matrix(rows, columns, scale)).ToArray();
        double[][,] Weights(int count, int size, double floor) =>
            Enumerable.Range(0, count).Select(_ => AddDiagonal(random.Semidefinite(size, 0.5), floor)).ToArray();
        return new RobustProblem
        {
            Horizon = horizon,
            A = Series(steps, states, states, 0.8 / Math.Sqrt(states)),
            Abar = Series(1, states, states, 0.1),
            B = Series(steps, states, inputs, 1),
            Bbar = Series(1, states, inputs, 0.2),
            D = Series(steps, states, adversary, 0.5),
            Dbar = Series(1, states, adversary, 0.1),
            R = Weights(steps, inputs, 0.5),
            Rbar = Weights(1, inputs, 0.7),
            Q = Weights(horizon is null ? 1 : steps + 1, states, 0.1),
            Qbar = Weights(1, states, 0.1),
            Qbarf = horizon is null ? null : AddDiagonal(random.Semidefinite(states, 0.5), 0.2),
            Sigma = random.Semidefinite(states, 0.3),
            SigmaBar = random.Semidefinite(states, 0.2),
            Sigma0 = random.Semidefinite(states, 1),
            Sigma0Bar = random.Semidefinite(states, 0.1),
            Agents = agents,
        };
    }

    private static double[,] AddDiagonal(double[,] matrix, double value)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            matrix[i, i] += value;
        }

        return matrix;
    }
}
