using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Learning.Games;

/// <summary>The slopes and curvatures of the cost of quiet rollouts in their first input, for one population: b(s) = b₀ + Bs, and G.</summary>
/// <param name="Curvature">G, k×k.</param>
/// <param name="Slopes">B, k×(m + L·m).</param>
/// <param name="Constant">b₀, k.</param>
/// <param name="Size">The largest cost of a start.</param>
/// <param name="Rollouts">Rollouts that it took.</param>
internal sealed record FirstInputSlopes(double[,] Curvature, double[,] Slopes, double[] Constant, double Size, int Rollouts)
{
    /// <summary>
    /// Measures them by 1 + 2k(m + L·m + 1) + k(k − 1)/2 rollouts, and as many starts to find the size of a push; null where one diverged. Of the entries of a
    /// start only the first <paramref name="order"/> are tried; the slopes in the others are zero.
    /// </summary>
    public static FirstInputSlopes? Of(IFirstInputSimulator simulator, int population, AffinePolicy policy, int steps, int order)
    {
        IReadOnlyList<double> scales = simulator.StartScales(population);
        int k = simulator.InputDim(population);
        var batch = new Batch(simulator, population, policy, steps, scales.Count, k);

        // A push of 1 tells the curvature, and this with the costs of the starts the size of a push that costs about as much as they add.
        int still = batch.Add(-1, 0);
        int[] unit = Enumerable.Range(0, k).Select(i => batch.Add(-1, 0, (i, 1))).ToArray();
        int[] back = Enumerable.Range(0, k).Select(i => batch.Add(-1, 0, (i, -1))).ToArray();
        int[] starts = Enumerable.Range(0, order).Select(j => batch.Add(j, scales[j])).ToArray();
        double[] first = batch.Run();
        double size = starts.Append(still).Max(row => Math.Abs(first[row]));

        // What a start changes, not what it costs: a cost that every step has grows with the steps, and an agent that is not linear minds large pushes.
        double changed = starts.Max(row => Math.Abs(first[row] - first[still])), worth = changed > 0 ? changed : size;
        double[] pushes = Enumerable.Range(0, k)
            .Select(i => 0.5 * (first[unit[i]] + first[back[i]] - (2 * first[still])))
            .Select(curvature => curvature > 0 && worth > 0 ? Math.Sqrt(worth / curvature) : 1)
            .ToArray();

        int[,] up = new int[order + 1, k], down = new int[order + 1, k], both = new int[k, k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= order; j++)
            {
                up[j, i] = batch.Add(j - 1, j == 0 ? 0 : scales[j - 1], (i, pushes[i]));
                down[j, i] = batch.Add(j - 1, j == 0 ? 0 : scales[j - 1], (i, -pushes[i]));
            }

            for (int j = 0; j < i; j++)
            {
                both[i, j] = batch.Add(-1, 0, (i, pushes[i]), (j, pushes[j]));
            }
        }

        double[] costs = batch.Run();
        if (!costs.Concat(first).All(double.IsFinite))
        {
            return null;
        }

        double Slope(int start, int i) => (costs[up[start, i]] - costs[down[start, i]]) / (2 * pushes[i]);
        double[] constant = Enumerable.Range(0, k).Select(i => Slope(0, i)).ToArray();
        double[,] slopes = DenseMatrix.Create(k, scales.Count, (i, j) => j < order ? (Slope(j + 1, i) - constant[i]) / scales[j] : 0);
        double rest = first[still];
        double[,] curvature = new double[k, k];
        for (int i = 0; i < k; i++)
        {
            curvature[i, i] = (costs[up[0, i]] + costs[down[0, i]] - (2 * rest)) / (2 * pushes[i] * pushes[i]);
            for (int j = 0; j < i; j++)
            {
                double cross = costs[both[i, j]] - costs[up[0, i]] - costs[up[0, j]] + rest;
                curvature[i, j] = curvature[j, i] = cross / (2 * pushes[i] * pushes[j]);
            }
        }

        return new FirstInputSlopes(curvature, slopes, constant, size, batch.Count);
    }

    /// <summary>u = −Ks − κ with the push −½G⁻¹b(s) that costs least taken into it; null where G is not positive definite.</summary>
    public AffinePolicy? Improve(AffinePolicy policy)
    {
        int k = Constant.Length, order = Slopes.GetLength(1), m = policy.OwnGain.GetLength(1);
        var shape = new DynamicShape(order + 1, k);
        double[,] factor = (double[,])Curvature.Clone();
        double[,] step = DenseMatrix.Create(k, order + 1, (i, j) => 0.5 * (j < order ? Slopes[i, j] : Constant[i]));
        if (!shape.CholeskyFactorR(ref factor[0, 0], ref factor[0, 0]))
        {
            return null;
        }

        shape.CholeskySolveRK(ref factor[0, 0], ref step[0, 0], ref step[0, 0]);
        return Dense.IsFinite(ref step[0, 0], step.Length)
            ? new AffinePolicy(
                DenseMatrix.Map(policy.OwnGain, (i, j, entry) => entry + step[i, j]),
                DenseMatrix.Map(policy.MeanFieldGain, (i, j, entry) => entry + step[i, m + j]),
                policy.Offset.Select((entry, i) => entry + step[i, order]).ToArray())
            : null;
    }

    /// <summary>Rollouts that are run together.</summary>
    private sealed class Batch(IFirstInputSimulator simulator, int population, AffinePolicy policy, int steps, int order, int inputs)
    {
        private readonly List<double> _starts = [];
        private readonly List<double> _pushes = [];
        private int _rows;

        /// <summary>All rollouts that were run.</summary>
        public int Count { get; private set; }

        /// <summary>A rollout from a multiple of one unit vector, or from zero, with pushes on some inputs; returns its place.</summary>
        public int Add(int direction, double scale, params (int Input, double Push)[] pushes)
        {
            double[] start = new double[order], push = new double[inputs];
            if (direction >= 0)
            {
                start[direction] = scale;
            }

            foreach ((int input, double value) in pushes)
            {
                push[input] = value;
            }

            _starts.AddRange(start);
            _pushes.AddRange(push);
            return _rows++;
        }

        /// <summary>The costs of those that were added since the last run.</summary>
        public double[] Run()
        {
            double[] costs = new double[_rows];
            simulator.QuietCosts(population, policy, steps, _starts.ToArray(), _pushes.ToArray(), costs);
            Count += _rows;
            _rows = 0;
            _starts.Clear();
            _pushes.Clear();
            return costs;
        }
    }
}
