using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// Units do not matter: scaling by powers of two, as far apart as 1e±150 (1e±15 in single precision), scales factors and solutions by powers of two and
/// changes no other bit. A ← DAD for Cholesky and LDL', A ← AD for LU (rows would move the pivots), rhs ← c·rhs for solves.
/// </summary>
internal sealed class ScalesExactly : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape).Where(kernel => !kernel.IsSumOfProducts && kernel.IsBitExact))
        {
            CallData data = CallData.Create<T>(kernel.Operands, seed: 8);
            double[][] results = Outcome.Of(shape, kernel, data).Results;
            Scaling scaling = ScalingOf(kernel);
            double[,]?[] values = [.. data.Values.Select((matrix, k) => k == scaling.Operand ? Times(matrix!, scaling.Input) : matrix)];
            Outcome scaled = Outcome.Of(shape, kernel, data with { Values = values });
            double[,] expected = Unflatten(results[0], kernel.Operands.First(candidate => candidate.IsResult));
            results[0] = Flat.Of(Times(expected, scaling.Output));
            report.Judge(shape, kernel, scaled.DifferenceFrom(new Outcome(1, results, null), kernel));
        }
    }

    private static Scaling ScalingOf<TShape, T>(KernelCase<TShape, T> kernel)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => kernel switch
        {
            { ReturnsStatus: false } => new(kernel.Operands[^1].MayBe, (_, _) => D<T>(0), (_, _) => D<T>(0)),
            { Name: nameof(Kernels.LuFactorA) or nameof(Kernels.LuFactorR) } => new(0, (_, j) => D<T>(j), (i, j) => i <= j ? D<T>(j) : 1),
            { Name: nameof(Kernels.LdlFactorA) or nameof(Kernels.LdlFactorR) } =>
                new(0, (i, j) => D<T>(i) * D<T>(j), (i, j) => i == j ? D<T>(i) * D<T>(i) : D<T>(i) / D<T>(j)),
            _ => new(0, (i, j) => D<T>(i) * D<T>(j), (i, _) => D<T>(i)),
        };

    // 2^±250 in D is 2^±500, or about 1e±150, in DAD.
    private static double D<T>(int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Math.ScaleB(1, (i % 3) switch { 0 => -Arithmetic<T>.Exponent, 1 => Arithmetic<T>.Exponent, _ => 0 });

    private static double[,] Times(double[,] matrix, Func<int, int, double> scale)
    {
        double[,] result = (double[,])matrix.Clone();
        for (int i = 0; i < result.GetLength(0); i++)
        {
            for (int j = 0; j < result.GetLength(1); j++)
            {
                result[i, j] *= scale(i, j);
            }
        }

        return result;
    }

    private static double[,] Unflatten(double[] flat, Operand operand)
    {
        double[,] matrix = new double[operand.Rows, operand.Columns];
        Buffer.BlockCopy(flat, 0, matrix, 0, flat.Length * sizeof(double));
        return matrix;
    }

    /// <summary>By what an operand is multiplied, entry by entry, and by what the first result must then be.</summary>
    private sealed record Scaling(int Operand, Func<int, int, double> Input, Func<int, int, double> Output);
}
