using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>The weights C of the cost c = v'Cv, v = (x, u), from costs that were seen.</summary>
/// <remarks>
/// Rows are scaled to unit length and whitened, which for an exact quadratic changes nothing but the rounding: states of a plant that
/// runs away are as good as any. Cost: p² a row and p³/3, p = (n+m)(n+m+1)/2.
/// </remarks>
internal static class CostFit
{
    // What makes directions that the data do not have harmless.
    private const double Ridge = 1e-13;

    // Each pass takes the error of the one before down by the condition of the normal equations times the rounding.
    private const int Passes = 3;

    /// <summary>The symmetric C of least squares; null where the data do not have it.</summary>
    /// <param name="pairs">v of each row.</param>
    /// <param name="costs">c of each row.</param>
    public static double[,]? Solve(IReadOnlyList<double[]> pairs, IReadOnlyList<double> costs)
    {
        int d = pairs[0].Length, p = Svec.Length(d);
        double[] unit = new double[d];
        foreach (double[] v in pairs)
        {
            for (int i = 0; i < d; i++)
            {
                unit[i] = Math.Max(unit[i], Math.Abs(v[i]));
            }
        }

        var rows = new List<double[]>();
        var targets = new List<double>();
        var second = new Moments(d, d);
        for (int k = 0; k < pairs.Count; k++)
        {
            double[] v = new double[d];
            for (int i = 0; i < d; i++)
            {
                v[i] = unit[i] > 0 ? pairs[k][i] / unit[i] : 0;
            }

            double norm = OrderedSums.Norm<double>(v);
            if (norm > 0)
            {
                TensorPrimitives.Divide<double>(v, norm, v);
                v.CopyTo(second.Next);
                second.Take();
                rows.Add(v);
                targets.Add(costs[k] / norm / norm);
            }
        }

        second.Flush();
        double[,]? factor = rows.Count == 0
            ? null
            : MatrixAlgebra.Cholesky(DenseMatrix.Create(d, d, (i, j) => (second.At(i, j) / rows.Count) + (i == j ? Ridge : 0)));
        if (factor is null)
        {
            return null;
        }

        double[,] whitening = MatrixAlgebra.InverseLower(factor);
        double[][] features = rows.ConvertAll(v => Features(whitening, v)).ToArray();
        var normal = new Moments(p, p);
        foreach (double[] feature in features)
        {
            feature.CopyTo(normal.Next);
            normal.Take();
        }

        normal.Flush();
        double[,] matrix = DenseMatrix.Create(p, p, (i, j) => normal.At(i, j) / rows.Count);
        double[,] solution = new double[p, 1];
        for (int pass = 0; pass < Passes; pass++)
        {
            double[,] right = new double[p, 1];
            for (int k = 0; k < features.Length; k++)
            {
                double residual = targets[k] - OrderedSums.Dot<double>(features[k], Arrays.Flat(solution));
                TensorPrimitives.FusedMultiplyAdd(features[k], residual / rows.Count, Arrays.Flat(right), Arrays.Flat(right));
            }

            if (MatrixAlgebra.SolvePositive(matrix, right, Ridge) is not { } correction)
            {
                return null;
            }

            solution = MatrixAlgebra.Sum(solution, correction);
        }

        double[,] weights = new double[d, d];
        Svec.Unpack(Arrays.Flat(solution), d, Arrays.Flat(weights));
        weights = MatrixAlgebra.Symmetric(MatrixAlgebra.Congruence(weights, whitening));
        weights = DenseMatrix.Map(weights, (i, j, entry) => unit[i] > 0 && unit[j] > 0 ? entry / unit[i] / unit[j] : 0);
        return MatrixAlgebra.IsFinite(weights) ? weights : null;
    }

    private static double[] Features(double[,] whitening, double[] v)
    {
        double[] w = new double[v.Length], features = new double[Svec.Length(v.Length)];
        for (int i = 0; i < v.Length; i++)
        {
            w[i] = OrderedSums.Dot<double>(MatrixAlgebra.Row(whitening, i), v);
        }

        Trajectories.Features(w, features);
        return features;
    }
}
