using System;
using System.Collections.Generic;

namespace SpanLqr.Lqr;

/// <summary>What a policy u_t = −K_t x_t over a horizon is worth, exactly.</summary>
/// <param name="CostsToGo">P_0 … P_T.</param>
/// <param name="Cost">Σ_{t ≥ 1} tr(P_t W), the expected cost from rest, as <see cref="FiniteHorizonSolution"/> has it.</param>
public sealed record LqrHorizonValue(IReadOnlyList<double[,]> CostsToGo, double Cost)
{
    /// <summary>Evaluates, by P_t = Q + K'RK − SK − K'S' + (A − BK)'P_{t+1}(A − BK).</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="gains">K_0 … K_{T−1}, m×n.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or there is another number of gains than of steps.</exception>
    /// <remarks>Cost: about 4n³ + 4n²m flops a step.</remarks>
    public static LqrHorizonValue Evaluate(FiniteHorizonProblem problem, IReadOnlyList<double[,]> gains)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(gains);
        problem = problem.Checked();
        if (gains.Count != problem.Horizon)
        {
            throw new ArgumentException($"There are {gains.Count} gains, expected {problem.Horizon}.", nameof(gains));
        }

        int n = problem.StateDim, m = problem.InputDim;
        var values = new double[problem.Horizon + 1][,];
        values[^1] = problem.TerminalCost;
        double cost = 0;
        for (int t = problem.Horizon - 1; t >= 0; t--)
        {
            Arrays.Check(gains[t], m, n, $"gains[{t}]");
            cost += Arrays.TraceOfProduct(values[t + 1], problem.W);
            values[t] = Before(problem, t, gains[t], values[t + 1]);
        }

        return new LqrHorizonValue(values, cost);
    }

    private static double[,] Before(FiniteHorizonProblem problem, int t, double[,] gain, double[,] next)
    {
        double[,] a = At(problem.A, t), b = At(problem.B, t), q = At(problem.Q, t), r = At(problem.R, t);
        double[,]? s = problem.S is null ? null : At(problem.S, t);
        int n = a.GetLength(0), m = gain.GetLength(0);
        double[,] loop = DenseMatrix.Map(a, (i, j, entry) => entry - Sum(m, k => b[i, k] * gain[k, j]));
        double[,] weighted = DenseMatrix.Create(m, n, (i, j) => Sum(m, k => r[i, k] * gain[k, j]) - (s is null ? 0 : 2 * s[j, i]));
        double[,] carried = DenseMatrix.Create(n, n, (i, j) => Sum(n, k => next[i, k] * loop[k, j]));
        double[,] value = DenseMatrix.Map(q, (i, j, entry) => entry + Sum(m, k => gain[k, i] * weighted[k, j]) + Sum(n, k => loop[k, i] * carried[k, j]));
        return DenseMatrix.HalfSum(value, value);
    }

    private static double[,] At(IReadOnlyList<double[,]> series, int t) => series[series.Count == 1 ? 0 : t];

    private static double Sum(int count, Func<int, double> term)
    {
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            sum += term(k);
        }

        return sum;
    }
}
