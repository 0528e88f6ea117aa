using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Learning.Lqr;

/// <summary>The best first input from costs of rollouts: J(x, u + d) = J(x, u) + b(x)'d + d'Gd, b affine in x, so d = −½G⁻¹b(x).</summary>
/// <param name="Policy">[K κ] of the best first input.</param>
/// <param name="Curvature">G.</param>
/// <param name="Worth">What each start adds to the cost, that of zero first.</param>
/// <param name="Size">The largest cost of a start.</param>
/// <param name="Rollouts">Rollouts that it took.</param>
/// <remarks>
/// Differences of a quadratic are exact for pushes of any size; these cost about as much as the start does. Cost: 1 + n + 2m(n + 2) + m(m − 1)/2
/// rollouts. Source: policy iteration, Hewer (1971); from the last stage backwards, Zhang, Hu and Başar (2023).
/// </remarks>
internal sealed record FirstInputFit(double[,] Policy, double[,] Curvature, double[] Worth, double Size, int Rollouts)
{
    // What longer rollouts may add to what a start costs, and what differences of costs lose to rounding.
    private const double TailShare = 1e-6;
    private const double Rounding = 1e-10;

    /// <summary>Measures and improves; null where a rollout diverged or the cost is not convex in the first input.</summary>
    /// <param name="costs">The costs.</param>
    /// <param name="stage">t.</param>
    /// <param name="steps">Steps of the rollouts.</param>
    /// <param name="later">What is played later.</param>
    /// <param name="policy">[K κ] that pushes are added to.</param>
    public static FirstInputFit? Of(IFirstInputCosts costs, int stage, int steps, ReadOnlySpan<double> later, double[,] policy)
    {
        int n = costs.StateDim, m = costs.InputDim;
        var batch = new Batch(costs, stage, steps, later.ToArray(), policy);

        // The cost of each start, and the curvature from zero, which for a plant without a drift is all that costs there.
        int[] starts = [.. Enumerable.Range(-1, n + 1).Select(j => batch.Add(j))];
        int[] up = [.. Enumerable.Range(0, m).Select(i => batch.Add(-1, (i, 1)))], down = [.. Enumerable.Range(0, m).Select(i => batch.Add(-1, (i, -1)))];
        double[] first = batch.Run();
        double zero = first[starts[0]];
        double[] worth = [Math.Abs(zero), .. starts[1..].Select(row => Math.Abs(first[row] - zero))];
        double[] bend = [.. Enumerable.Range(0, m).Select(i => (first[up[i]] + first[down[i]] - (2 * zero)) / 2)];
        if (!first.All(double.IsFinite) || bend.Any(value => !(value > 0)))
        {
            return null;
        }

        // Pushes that cost what the start does; from zero, where nothing may, those that cost what the largest start does.
        double largest = worth.Max();
        double Push(int start, int i) => Math.Sqrt((worth[start] > 0 ? worth[start] : largest > 0 ? largest : bend[i]) / bend[i]);
        var plus = new int[n + 1, m];
        var minus = new int[n + 1, m];
        var both = new int[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int start = 0; start <= n; start++)
            {
                plus[start, i] = batch.Add(start - 1, (i, Push(start, i)));
                minus[start, i] = batch.Add(start - 1, (i, -Push(start, i)));
            }

            for (int k = 0; k < i; k++)
            {
                both[i, k] = batch.Add(-1, (i, Push(0, i)), (k, Push(0, k)));
            }
        }

        double[] second = batch.Run();
        if (!second.All(double.IsFinite))
        {
            return null;
        }

        double[,] curvature = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            curvature[i, i] = (second[plus[0, i]] + second[minus[0, i]] - (2 * zero)) / (2 * Push(0, i) * Push(0, i));
            for (int k = 0; k < i; k++)
            {
                double cross = second[both[i, k]] - second[plus[0, i]] - second[plus[0, k]] + zero;
                curvature[i, k] = curvature[k, i] = cross / (2 * Push(0, i) * Push(0, k));
            }
        }

        double[,] slopes = DenseMatrix.Create(m, n + 1, (i, start) => (second[plus[start, i]] - second[minus[start, i]]) / (2 * Push(start, i)));
        double[,] halves = DenseMatrix.Create(m, n + 1, (i, j) => 0.5 * (j < n ? slopes[i, j + 1] - slopes[i, 0] : slopes[i, 0]));
        return MatrixAlgebra.SolvePositive(curvature, halves) is { } change && MatrixAlgebra.IsFinite(change)
            ? new FirstInputFit(MatrixAlgebra.Sum(policy, change), curvature, worth, first.Max(Math.Abs), batch.Count)
            : null;
    }

    /// <summary>Whether no start adds more to the cost than in shorter rollouts: a mode that inputs do not reach grows though the policy stays.</summary>
    public bool HasSettledSince(FirstInputFit shorter)
    {
        for (int start = 1; start < Worth.Length; start++)
        {
            if (Math.Abs(Worth[start] - shorter.Worth[start]) > (TailShare * Worth[start]) + (Rounding * Size))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the difference to another policy costs in the first input, relative to the start where that is most.</summary>
    public double Distance(double[,] other)
    {
        int n = Policy.GetLength(1) - 1, m = Policy.GetLength(0);
        double[,] change = MatrixAlgebra.Sum(Policy, other, -1);
        double most = 0;
        for (int start = 0; start <= n; start++)
        {
            double[,] input = DenseMatrix.Create(m, 1, (i, _) => change[i, n] + (start > 0 ? change[i, start - 1] : 0));
            double cost = MatrixAlgebra.Inner(input, MatrixAlgebra.Product(Curvature, input));
            most = cost > 0 ? Math.Max(most, Worth[start] > 0 ? cost / Worth[start] : start > 0 ? double.PositiveInfinity : 0) : most;
        }

        return most;
    }

    /// <summary>Rollouts that are run together.</summary>
    private sealed class Batch(IFirstInputCosts costs, int stage, int steps, double[] later, double[,] policy)
    {
        private readonly List<double> _starts = [];
        private readonly List<double> _inputs = [];
        private int _rows;

        /// <summary>All rollouts that were run.</summary>
        public int Count { get; private set; }

        /// <summary>A rollout from a unit vector, or from zero for −1, with pushes on some inputs; returns its place.</summary>
        public int Add(int direction, params (int Input, double Push)[] pushes)
        {
            int n = costs.StateDim, m = costs.InputDim;
            double[] start = new double[n], input = new double[m];
            for (int i = 0; i < m; i++)
            {
                input[i] = -policy[i, n] - (direction < 0 ? 0 : policy[i, direction]);
            }

            if (direction >= 0)
            {
                start[direction] = 1;
            }

            foreach ((int place, double push) in pushes)
            {
                input[place] += push;
            }

            _starts.AddRange(start);
            _inputs.AddRange(input);
            return _rows++;
        }

        /// <summary>The costs of those that were added since the last run.</summary>
        public double[] Run()
        {
            double[] found = new double[_rows];
            costs.Costs(stage, steps, later, _starts.ToArray(), _inputs.ToArray(), found);
            Count += _rows;
            _rows = 0;
            _starts.Clear();
            _inputs.Clear();
            return found;
        }
    }
}
