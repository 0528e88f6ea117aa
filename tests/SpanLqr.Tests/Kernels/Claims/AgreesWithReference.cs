using System;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Within the rounding-error bound of the naive F# formula.</summary>
internal sealed class AgreesWithReference(Func<Operand[], int, CallData> create, int seeds, bool sumsOnly) : IShapeClaim
{
    public void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape
    {
        foreach (KernelCase<TShape> kernel in KernelTable<TShape>.For(shape))
        {
            for (int seed = 0; seed < seeds && (kernel.IsSumOfProducts || !sumsOnly); seed++)
            {
                CallData data = create(kernel.Operands, seed);
                report.Judge(shape, kernel, Compare(kernel, data, Outcome.Of(shape, kernel, data)));
            }
        }
    }

    private static string? Compare<TShape>(KernelCase<TShape> kernel, CallData data, Outcome outcome)
        where TShape : struct, ILqrShape
    {
        if (outcome.Failed(kernel))
        {
            return "reported failure on a good matrix";
        }

        double[][,] expected = kernel.Reference(data);
        double[][,] bound = kernel.Bound(data, expected);
        for (int r = 0; r < expected.Length; r++)
        {
            double[] reference = Slots.Flatten(expected[r]);
            double[] allowed = Slots.Flatten(bound[r]);
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
