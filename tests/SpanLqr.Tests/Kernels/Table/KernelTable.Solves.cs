using System.Numerics;
using SpanLqr.Shapes;
using Matrix = SpanLqr.Reference.Matrix;
using Naive = SpanLqr.Reference.Kernels;

namespace SpanLqr.Tests.KernelFacts;

// Solves from a factorisation.
internal static partial class KernelTable<TShape, T>
{
    private static KernelCase<TShape, T>[] Solves(Size size) =>
    [
        CholeskySolveCase(nameof(Kernels.CholeskySolveAA), size.A, size.A, Kernels.CholeskySolveAA),
        CholeskySolveCase(nameof(Kernels.CholeskySolveAB), size.A, size.B, Kernels.CholeskySolveAB),
        CholeskySolveCase(nameof(Kernels.CholeskySolveAx), size.A, size.X, Kernels.CholeskySolveAx),
        CholeskySolveCase(nameof(Kernels.CholeskySolveRK), size.R, size.K, Kernels.CholeskySolveRK),
        CholeskySolveCase(nameof(Kernels.CholeskySolveRu), size.R, size.U, Kernels.CholeskySolveRu),
        LdlSolveCase(nameof(Kernels.LdlSolveAA), size.A, size.A, Kernels.LdlSolveAA),
        LdlSolveCase(nameof(Kernels.LdlSolveAB), size.A, size.B, Kernels.LdlSolveAB),
        LdlSolveCase(nameof(Kernels.LdlSolveAx), size.A, size.X, Kernels.LdlSolveAx),
        LdlSolveCase(nameof(Kernels.LdlSolveRK), size.R, size.K, Kernels.LdlSolveRK),
        LdlSolveCase(nameof(Kernels.LdlSolveRu), size.R, size.U, Kernels.LdlSolveRu),
        LuSolveCase(nameof(Kernels.LuSolveAA), size.A, size.A, Kernels.LuSolveAA),
        LuSolveCase(nameof(Kernels.LuSolveAB), size.A, size.B, Kernels.LuSolveAB),
        LuSolveCase(nameof(Kernels.LuSolveAx), size.A, size.X, Kernels.LuSolveAx),
        LuSolveCase(nameof(Kernels.LuSolveRK), size.R, size.K, Kernels.LuSolveRK),
        LuSolveCase(nameof(Kernels.LuSolveRu), size.R, size.U, Kernels.LuSolveRu),
    ];

    private static KernelCase<TShape, T> CholeskySolveCase(string name, (int, int) factor, (int, int) rhs, Binary kernel) =>
        new(
            name,
            [In(factor, Role.CholeskyFactor), In(rhs), Out(rhs, mayBe: 1)],
            Call(kernel),
            data => [Naive.choleskySolve(data[0], data[1])],
            (data, expected) =>
            {
                double[,] l = Naive.lower(data[0]);
                return Bounds<T>.Solve(expected[0], l, Matrix.transpose(l));
            })
        { IsSumOfProducts = false };

    private static KernelCase<TShape, T> LdlSolveCase(string name, (int, int) factor, (int, int) rhs, Binary kernel) =>
        new(
            name,
            [In(factor, Role.LdlFactor), In(rhs), Out(rhs, mayBe: 1)],
            Call(kernel),
            data => [Naive.ldlSolve(data[0], data[1])],
            (data, expected) =>
            {
                double[,] l = Naive.unitLower(data[0]);
                return Bounds<T>.Solve(expected[0], l, Naive.diagonalPart(data[0]), Matrix.transpose(l));
            })
        { IsSumOfProducts = false };

    private static KernelCase<TShape, T> LuSolveCase(string name, (int Rows, int) factor, (int, int) rhs, PivotedSolve kernel) =>
        new(
            name,
            [In(factor, Role.LuFactor), In((factor.Rows, 1), Role.Pivots), In(rhs), Out(rhs, mayBe: 2)],
            (shape, slots) =>
            {
                kernel(shape, slots[0], slots.Pivots, slots[2], slots[3]);
                return 1;
            },
            data => [Naive.luSolve(data[0], data.Pivots, data[2])],
            (data, expected) =>
                Bounds<T>.Solve(expected[0], Naive.unitLower(data[0]), Naive.upper(data[0])))
        { IsSumOfProducts = false };
}
