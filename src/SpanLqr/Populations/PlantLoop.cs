using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Populations;

/// <summary>One plant under u = −Kx as a population of one: x is the mean, its noise the common one.</summary>
public static class PlantLoop
{
    /// <summary>A plant that runs for any number of steps, from 0.</summary>
    /// <param name="problem">The plant.</param>
    /// <param name="gain">K, m×n.</param>
    /// <returns>The loop.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public static MeanFieldLoop Of(LqrProblem problem, double[,] gain)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        Arrays.Check(gain, problem.InputDim, problem.StateDim, nameof(gain));
        PopulationCost cost = Cost(problem.Q, problem.R, problem.S, gain);
        return Of([Products.AddProduct(problem.A, -1, problem.B, gain)], problem.W, [cost], null, null);
    }

    /// <summary>A plant over a horizon, from 0.</summary>
    /// <param name="problem">The plant.</param>
    /// <param name="gains">K_0 … K_{T−1}, m×n.</param>
    /// <returns>The loop.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or there is not one gain a step.</exception>
    public static MeanFieldLoop Of(FiniteHorizonProblem problem, IReadOnlyList<double[,]> gains)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(gains);
        problem = problem.Checked();
        if (gains.Count != problem.Horizon)
        {
            throw new ArgumentException($"There are {gains.Count} gains, expected {problem.Horizon}, one a step.", nameof(gains));
        }

        for (int t = 0; t < gains.Count; t++)
        {
            Arrays.Check(gains[t], problem.InputDim, problem.StateDim, $"{nameof(gains)}[{t}]");
        }

        double[,] zero = new double[problem.StateDim, problem.StateDim];
        return Of(
            gains.Select((k, t) => Products.AddProduct(At(problem.A, t), -1, At(problem.B, t), k)).ToArray(),
            problem.W,
            gains.Select((k, t) => Cost(At(problem.Q, t), At(problem.R, t), problem.S is null ? null : At(problem.S, t), k)).ToArray(),
            new PopulationCost([zero], problem.TerminalCost),
            problem.Horizon);
    }

    private static MeanFieldLoop Of(double[][,] dynamics, double[,]? noise, PopulationCost[] costs, PopulationCost? final, int? horizon)
    {
        int n = dynamics[0].GetLength(0);
        return new MeanFieldLoop
        {
            Populations = [new AgentLoop { Name = "plant", Size = 1, Dynamics = [new double[n, n]] }],
            MeanDynamics = dynamics,
            CommonNoise = noise ?? DenseMatrix.Identity(n),
            Costs = costs,
            FinalCost = final,
            Horizon = horizon,
        };
    }

    /// <summary>Q + K'RK − SK − K'S'.</summary>
    private static PopulationCost Cost(double[,] q, double[,] r, double[,]? s, double[,] gain)
    {
        double[,] sum = Products.AddCongruence(q, 1, r, gain);
        if (s is not null)
        {
            sum = Products.AddProduct(sum, -2, s, gain);
        }

        return new PopulationCost([new double[q.GetLength(0), q.GetLength(0)]], DenseMatrix.HalfSum(sum, sum));
    }

    private static double[,] At(IReadOnlyList<double[,]> series, int t) => series.Count == 1 ? series[0] : series[t];
}
