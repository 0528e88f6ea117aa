using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// A factorisation, or a Riccati stage, reports failure where a pivot is unusable, whichever pivot it is: for Cholesky and the
/// stage a negative one, for all a zero one (an exact one: the matrix is diagonal but for it).
/// </summary>
internal sealed class RefusesBadPivots : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape).Where(kernel => kernel.ReturnsStatus))
        {
            bool isStage = kernel.Name == nameof(Kernels.RiccatiStep);
            int weight = isStage ? 3 : 0;
            int dimension = kernel.Operands[weight].Rows;
            for (int bad = 0; bad < dimension; bad++)
            {
                CallData data = Diagonal<T>(kernel.Operands, weight);
                report.Judge(shape, kernel, Refused(shape, kernel, data.With(weight, bad, bad, 0), $"a zero pivot {bad}"));
                if (isStage || kernel.Name.StartsWith("Cholesky", StringComparison.Ordinal))
                {
                    report.Judge(shape, kernel, Refused(shape, kernel, data.With(weight, bad, bad, -1e-3), $"a negative pivot {bad}"));
                }
            }
        }
    }

    /// <summary>Zeros everywhere, so that B'PB vanishes, but ones and twos on the diagonal of the weight.</summary>
    private static CallData Diagonal<T>(Operand[] operands, int weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CallData data = CallData.Create<T>(operands, seed: 7).Map(_ => 0);
        for (int i = 0; i < operands[weight].Rows; i++)
        {
            data = data.With(weight, i, i, 1 + (i % 2));
        }

        return data;
    }

    private static string? Refused<TShape, T>(TShape shape, KernelCase<TShape, T> kernel, CallData data, string what)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Outcome.Of(shape, kernel, data).Failed(kernel) ? null : $"accepted {what}";
}
