using System;
using SpanLqr.Games;
using SpanLqr.RandomNumbers;
using SpanLqr.Riccati;
using SpanLqr.Rollouts;
using SpanLqr.Shapes;

namespace SpanLqr.Learning.Games;

/// <summary>The law of the mean fields from a trajectory of them, by least squares.</summary>
internal static class MeanFieldIdentification
{
    private const ulong Stream = 1;

    /// <summary>F̂ and ĉ with the least Σ ‖z̄_{t+1} − F̂z̄_t − ĉ‖² over a simulated trajectory; null where it does not determine them.</summary>
    public static MeanFieldLaw? Of(GameProblem game, MeanFieldLaw law, int steps, ulong key)
    {
        int m = game.StateDim, order = law.C.Length, count = order + 1;
        double[,] noise = DenseMatrix.Create(
            order,
            order,
            (i, j) => i / m != j / m ? 0 : game.Populations[i / m].W is { } own ? own[i % m, j % m] : i == j ? 1 : 0);
        double[,] factor = CovarianceFactor.Of(noise, nameof(game));
        NormalStream normals = new(key, Stream, 0);
        double[] state = new double[order], draws = new double[order], next = new double[order], regressor = new double[count];
        double[] moments = new double[count * count], right = new double[count * order];
        regressor[order] = 1;
        for (int t = 0; t < steps; t++)
        {
            normals.Fill(draws);
            state.CopyTo(regressor, 0);
            for (int i = 0; i < order; i++)
            {
                double sum = law.C[i];
                for (int j = 0; j < order; j++)
                {
                    sum = Math.FusedMultiplyAdd(law.F[i, j], state[j], sum);
                    sum = Math.FusedMultiplyAdd(factor[i, j], draws[j], sum);
                }

                next[i] = sum;
            }

            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++)
                {
                    moments[(i * count) + j] = Math.FusedMultiplyAdd(regressor[i], regressor[j], moments[(i * count) + j]);
                }

                for (int j = 0; j < order; j++)
                {
                    right[(j * count) + i] = Math.FusedMultiplyAdd(regressor[i], next[j], right[(j * count) + i]);
                }
            }

            (state, next) = (next, state);
        }

        return Solve(moments, right, order);
    }

    /// <summary>Whether ρ(F) &lt; 1.</summary>
    public static bool IsStable(double[,] f)
    {
        var shape = new DynamicShape(f.GetLength(0), 1);
        return SpectralRadius.Compute(shape, Arrays.Flat(f), new double[SpectralRadius.WorkspaceLength(shape)]) < 1;
    }

    private static MeanFieldLaw? Solve(double[] moments, double[] right, int order)
    {
        int count = order + 1;
        var shape = new DynamicShape(count, 1);
        int[] pivots = new int[count];
        double[] row = new double[count];
        if (!shape.LuFactorA(ref moments[0], ref moments[0], ref pivots[0]))
        {
            return null;
        }

        double[,] f = new double[order, order];
        double[] c = new double[order];
        for (int i = 0; i < order; i++)
        {
            shape.LuSolveAx(ref moments[0], ref pivots[0], ref right[i * count], ref row[0]);
            row.AsSpan(0, order).CopyTo(Arrays.Flat(f).Slice(i * order, order));
            c[i] = row[order];
        }

        return Dense.IsFinite(Arrays.Flat(f)) && Dense.IsFinite(c) ? new MeanFieldLaw(f, c) : null;
    }
}
