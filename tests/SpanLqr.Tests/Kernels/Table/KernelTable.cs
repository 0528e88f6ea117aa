using System;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The one table of kernels: names, operands, how to call them, the naive formula, which operand may be which.</summary>
internal static partial class KernelTable<TShape, T>
    where TShape : struct, ILqrShape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private delegate void Unary(TShape shape, ReadOnlySpan<T> x, Span<T> destination);

    private delegate void Binary(TShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination);

    private delegate void Scaled(
        TShape shape,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> y,
        T alpha,
        ReadOnlySpan<T> addend,
        Span<T> destination);

    private delegate void Congruence(
        TShape shape,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> p,
        Span<T> workspace,
        Span<T> destination);

    private delegate bool Factor(TShape shape, ReadOnlySpan<T> x, Span<T> destination);

    private delegate bool PivotedFactor(TShape shape, ReadOnlySpan<T> x, Span<T> destination, Span<int> pivots);

    private delegate void PivotedSolve(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<int> pivots,
        ReadOnlySpan<T> rhs,
        Span<T> destination);

    /// <summary>Every kernel at the size of <paramref name="shape"/>.</summary>
    public static KernelCase<TShape, T>[] For(TShape shape)
    {
        var size = new Size(shape.StateDim, shape.InputDim);
        return
        [
            .. Products(size),
            .. ScaledProducts(size),
            .. Vectors(size),
            .. Symmetric(size),
            .. Factorisations(size),
            .. Solves(size),
            RiccatiStep(size, shape.RiccatiStepWorkspaceLength, withCross: true),
            RiccatiStep(size, shape.RiccatiStepWorkspaceLength, withCross: false),
        ];
    }

    private static Operand In((int Rows, int Columns) size, Role role = Role.Input) => new(role, size.Rows, size.Columns);

    private static Operand Out((int Rows, int Columns) size, int mayBe = -1) => new(Role.Destination, size.Rows, size.Columns, mayBe);

    private static KernelCase<TShape, T> Sum(Size size, string name, Operand[] operands, KernelCall<TShape, T> call, NaiveFormula reference) =>
        new(name, operands, call, reference, Bounds<T>.Sums(reference, size.N, size.M));

    /// <summary>The operand sizes that the letters in a kernel's name stand for.</summary>
    private sealed record Size(int N, int M)
    {
        public (int, int) A => (N, N);

        public (int, int) B => (N, M);

        public (int, int) K => (M, N);

        public (int, int) R => (M, M);

        public (int, int) X => (N, 1);

        public (int, int) U => (M, 1);
    }
}
