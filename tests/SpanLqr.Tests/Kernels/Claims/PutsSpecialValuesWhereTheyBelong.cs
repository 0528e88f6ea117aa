using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Sums of products are NaN, infinite (of which sign) or finite exactly where the naive formula is.</summary>
internal sealed class PutsSpecialValuesWhereTheyBelong(int seeds) : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape))
        {
            for (int seed = 0; seed < seeds && kernel.IsSumOfProducts; seed++)
            {
                CallData data = SpecialData.Special<T>(kernel.Operands, seed);
                report.Judge(shape, kernel, Compare(Outcome.Of(shape, kernel, data), kernel.Reference(data)));
            }
        }
    }

    private static string? Compare(Outcome outcome, double[][,] expected)
    {
        for (int r = 0; r < expected.Length; r++)
        {
            double[] reference = Flat.Of(expected[r]);
            for (int i = 0; i < reference.Length; i++)
            {
                double ours = outcome.Results[r][i];
                bool alike = double.IsFinite(reference[i]) ? double.IsFinite(ours) : Bits.Same(ours, reference[i]);
                if (!alike)
                {
                    return $"result {r}, entry {i}: {ours:R}, reference {reference[i]:R}";
                }
            }
        }

        return null;
    }
}
