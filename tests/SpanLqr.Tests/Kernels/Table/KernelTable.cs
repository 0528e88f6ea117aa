using System;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The one table of kernels: names, operands, how to call them, the naive formula, which operand may be which.</summary>
internal static partial class KernelTable<TShape>
    where TShape : struct, ILqrShape
{
    private delegate void Unary(TShape shape, ReadOnlySpan<double> x, Span<double> destination);

    private delegate void Binary(TShape shape, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination);

    private delegate void Scaled(
        TShape shape,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        double alpha,
        ReadOnlySpan<double> addend,
        Span<double> destination);

    private delegate void Congruence(
        TShape shape,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> p,
        Span<double> workspace,
        Span<double> destination);

    private delegate bool Factor(TShape shape, ReadOnlySpan<double> x, Span<double> destination);

    private delegate bool PivotedFactor(TShape shape, ReadOnlySpan<double> x, Span<double> destination, Span<int> pivots);

    private delegate void PivotedSolve(
        TShape shape,
        ReadOnlySpan<double> factor,
        ReadOnlySpan<int> pivots,
        ReadOnlySpan<double> rhs,
        Span<double> destination);

    /// <summary>Every kernel at the size of <paramref name="shape"/>.</summary>
    public static KernelCase<TShape>[] For(TShape shape)
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

    private static KernelCase<TShape> Sum(Size size, string name, Operand[] operands, KernelCall<TShape> call, NaiveFormula reference) =>
        new(name, operands, call, reference, Bounds.Sums(reference, size.N, size.M));

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
