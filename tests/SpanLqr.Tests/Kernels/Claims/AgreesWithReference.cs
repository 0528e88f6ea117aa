using System;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Within the rounding-error bound of the naive F# formula.</summary>
internal sealed class AgreesWithReference(DataKind kind, int seeds, bool sumsOnly) : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape))
        {
            for (int seed = 0; seed < seeds && (kernel.IsSumOfProducts || !sumsOnly); seed++)
            {
                CallData data = kind.Create<T>(kernel.Operands, seed);
                report.Judge(shape, kernel, Compare(kernel, data, Outcome.Of(shape, kernel, data)));
            }
        }
    }

    private static string? Compare<TShape, T>(KernelCase<TShape, T> kernel, CallData data, Outcome outcome)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outcome.Failed(kernel))
        {
            return "reported failure on a good matrix";
        }

        double[][,] expected = kernel.Reference(data);
        double[][,] bound = kernel.Bound(data, expected);
        for (int r = 0; r < expected.Length; r++)
        {
            double[] reference = Flat.Of(expected[r]);
            double[] allowed = Flat.Of(bound[r]);
            for (int i = 0; i < reference.Length; i++)
            {
                // Where even the sum of moduli overflows, the bound says nothing.
                if (double.IsFinite(allowed[i]) && !(Math.Abs(outcome.Results[r][i] - reference[i]) <= allowed[i]))
                {
                    return $"result {r}, entry {i}: {outcome.Results[r][i]:R}, reference {reference[i]:R}, allowed error {allowed[i]:E2}";
                }
            }
        }

        return null;
    }
}
