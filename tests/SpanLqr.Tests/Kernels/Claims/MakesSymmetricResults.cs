using System.Linq;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Results documented as symmetric are so to the bit.</summary>
internal sealed class MakesSymmetricResults : IShapeClaim
{
    private static readonly string[] SymmetricKernels =
    [
        nameof(Kernels.CongruenceA),
        nameof(Kernels.CongruenceB),
        nameof(Kernels.CongruenceK),
        nameof(Kernels.SymmetricRankUpdate),
        nameof(Kernels.SymmetrizeA),
        nameof(Kernels.SymmetrizeR),
        nameof(Kernels.RiccatiStep),
    ];

    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape).Where(kernel => SymmetricKernels.Contains(kernel.Name)))
        {
            double[] result = Outcome.Of(shape, kernel, CallData.Create<T>(kernel.Operands, seed: 9)).Results[^1];
            report.Judge(shape, kernel, Asymmetry(result, kernel.Operands.Last(operand => operand.IsResult).Rows));
        }
    }

    private static string? Asymmetry(double[] matrix, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (matrix[(i * n) + j] != matrix[(j * n) + i])
                {
                    return $"[{i},{j}] is {matrix[(i * n) + j]:R}, [{j},{i}] is {matrix[(j * n) + i]:R}";
                }
            }
        }

        return null;
    }
}
