using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>Completes a law of the mean fields: its offset, the policies that answer it, its residual, T1 and T2.</summary>
internal sealed class MeanFieldEvaluation<TShape>(
    TShape shape,
    ResponseMap<TShape> map,
    IReadOnlyList<OwnResponse> responses,
    double[] pull)
    where TShape : struct, ILqrShape
{
    private const int LargestSquared = 100;

    private int N => shape.StateDim;

    /// <summary>The equilibrium with this F; its offset is that which is consistent with itself where none is given.</summary>
    public FoundEquilibrium Of(double[,] f, double[]? givenOffset, ConvergenceReport report)
    {
        double[,] z = new double[N, N], offsetMap = new double[N, N], next = new double[N, N];
        double radius = Radius(f);
        if (!(radius < 1))
        {
            return FoundEquilibrium.Failed(double.IsNaN(radius) ? EquilibriumStatus.NonFinite : EquilibriumStatus.MeanFieldUnstable, report);
        }

        if (!map.TrySum(ref f[0, 0], ref z[0, 0]))
        {
            return FoundEquilibrium.Failed(EquilibriumStatus.NonFinite, report);
        }

        map.OffsetMap(ref z[0, 0], ref offsetMap[0, 0]);
        double[] constant = ReachOf(pull);
        double[]? c = givenOffset ?? Solve(offsetMap, constant);
        double[]? stationary = c is null ? null : Solve(f, c);
        if (c is null || stationary is null)
        {
            return FoundEquilibrium.Failed(EquilibriumStatus.OffsetSingular, report);
        }

        map.Next(ref z[0, 0], ref f[0, 0], ref next[0, 0]);
        Dense.Subtract(ref next[0, 0], ref f[0, 0], ref next[0, 0], N * N);
        double[] offsetError = Subtract(Add(Product(offsetMap, c), constant), c);
        double residual = double.Hypot(Dense.FrobeniusNorm(ref next[0, 0], N * N), Dense.FrobeniusNorm(ref offsetError[0], N));

        double t2 = NormOf(offsetMap);
        map.OffsetMapOfWeights(ref offsetMap[0, 0]);
        Contraction contraction = new(NormOf(offsetMap), t2);

        AffinePolicy[] policies = Respond(f, z, c);
        bool finite = double.IsFinite(residual) && Dense.IsFinite(stationary) && double.IsFinite(contraction.T1 + t2);
        return new FoundEquilibrium(
            finite ? EquilibriumStatus.Ok : EquilibriumStatus.NonFinite,
            EquilibriumMethod.FixedPoint,
            new MeanFieldLaw(f, c),
            policies,
            stationary,
            radius,
            contraction,
            report with { Residual = residual });
    }

    /// <summary>The best responses to z̄⁺ = Fz̄ + c, given Z.</summary>
    public AffinePolicy[] Respond(double[,] f, double[,] z, double[] c)
    {
        double[,] x = new double[N, N];
        shape.MultiplyAA(ref z[0, 0], ref f[0, 0], ref x[0, 0]);
        double[] force = Add(Product(z, c), pull);
        return responses.Select((own, l) => PolicyOf(own, l, x, force)).ToArray();
    }

    /// <summary>K² = −T_lX_l and κ = −E_l(Z_lc + (C_Zβ)_l), X = ZF.</summary>
    private AffinePolicy PolicyOf(OwnResponse own, int l, double[,] x, double[] force)
    {
        int m = shape.InputDim, inputs = own.Lever.GetLength(0);
        double[,] gain = new double[inputs, N];
        double[] offset = new double[inputs];
        for (int i = 0; i < inputs; i++)
        {
            for (int r = 0; r < m; r++)
            {
                double lever = -own.Lever[i, r];
                for (int j = 0; j < N; j++)
                {
                    gain[i, j] += lever * x[(l * m) + r, j];
                }

                offset[i] -= own.OffsetLever[i, r] * force[(l * m) + r];
            }
        }

        return new AffinePolicy(own.Gain, gain, offset);
    }

    /// <summary>U·v, U the block-diagonal of the populations.</summary>
    private double[] ReachOf(double[] v)
    {
        int m = shape.InputDim;
        return v.Select((_, i) => Enumerable.Range(0, m).Sum(j => responses[i / m].OffsetReach[i % m, j] * v[(i / m * m) + j])).ToArray();
    }

    /// <summary>x = Mx + v; null where I − M is singular.</summary>
    private double[]? Solve(double[,] matrix, double[] v)
    {
        double[,] rest = DenseMatrix.Map(matrix, (i, j, entry) => (i == j ? 1 : 0) - entry);
        double[] x = new double[N];
        int[] pivots = new int[N];
        if (!shape.LuFactorA(ref rest[0, 0], ref rest[0, 0], ref pivots[0]))
        {
            return null;
        }

        shape.LuSolveAx(ref rest[0, 0], ref pivots[0], ref v[0], ref x[0]);
        return x;
    }

    private double[] Product(double[,] matrix, double[] v)
    {
        double[] result = new double[N];
        shape.MultiplyAx(ref matrix[0, 0], ref v[0], ref result[0]);
        return result;
    }

    private double Radius(double[,] matrix) =>
        SpectralRadius.Compute(shape, Arrays.Flat(matrix), new double[SpectralRadius.WorkspaceLength(shape)]);

    /// <summary>‖M‖₂ = √ρ(M'M), or by Lanczos's steps where squarings of n×n matrices cost more.</summary>
    private double NormOf(double[,] matrix)
    {
        if (N > LargestSquared)
        {
            return SpectralNorm.Of(N, matrix);
        }

        double[,] square = new double[N, N];
        shape.MultiplyAtA(ref matrix[0, 0], ref matrix[0, 0], ref square[0, 0]);
        return Math.Sqrt(Radius(square));
    }

    private static double[] Add(double[] x, double[] y) => x.Zip(y, (a, b) => a + b).ToArray();

    private static double[] Subtract(double[] x, double[] y) => x.Zip(y, (a, b) => a - b).ToArray();
}
