using System.Numerics;
using SpanLqr.Shapes;
using Naive = SpanLqr.Reference.Kernels;

namespace SpanLqr.Tests.KernelFacts;

// Factorisations.
internal static partial class KernelTable<TShape, T>
{
    private static KernelCase<TShape, T>[] Factorisations(Size size) =>
    [
        SymmetricFactorCase(nameof(Kernels.CholeskyFactorA), size.A, Kernels.CholeskyFactorA, data => [Naive.cholesky(data[0])]),
        SymmetricFactorCase(nameof(Kernels.CholeskyFactorR), size.R, Kernels.CholeskyFactorR, data => [Naive.cholesky(data[0])]),
        SymmetricFactorCase(nameof(Kernels.LdlFactorA), size.A, Kernels.LdlFactorA, data => [Naive.ldl(data[0])]),
        SymmetricFactorCase(nameof(Kernels.LdlFactorR), size.R, Kernels.LdlFactorR, data => [Naive.ldl(data[0])]),
        LuFactorCase(nameof(Kernels.LuFactorA), size.A, Kernels.LuFactorA),
        LuFactorCase(nameof(Kernels.LuFactorR), size.R, Kernels.LuFactorR),
    ];

    private static KernelCase<TShape, T> SymmetricFactorCase(string name, (int, int) size, Factor kernel, NaiveFormula reference) =>
        new(
            name,
            [In(size, Role.PositiveDefinite), Out(size, mayBe: 0)],
            (shape, slots) => kernel(shape, slots[0], slots[1]) ? 1 : 0,
            reference,
            Bounds<T>.SymmetricFactor)
        {
            IsSumOfProducts = false,
            ReturnsStatus = true,
        };

    private static KernelCase<TShape, T> LuFactorCase(string name, (int Rows, int) size, PivotedFactor kernel) =>
        new(
            name,
            [In(size, Role.Nonsingular), Out(size, mayBe: 0), In((size.Rows, 1), Role.PivotsDestination)],
            (shape, slots) => kernel(shape, slots[0], slots[1], slots.Pivots) ? 1 : 0,
            data =>
            {
                (double[,] factor, int[] pivots) = Naive.lu(data[0]);
                double[,] rows = new double[1, pivots.Length];
                for (int k = 0; k < pivots.Length; k++)
                {
                    rows[0, k] = pivots[k];
                }

                return [factor, rows];
            },
            Bounds<T>.LuFactor)
        {
            IsSumOfProducts = false,
            ReturnsStatus = true,
        };
}
