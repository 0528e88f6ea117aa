using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// Products added to a matrix.
public static partial class Kernels
{
    /// <summary><c>D = C + α·A·Â</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="a2">Â, n×n.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C, n×n.</param>
    /// <param name="destination">D, n×n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="a2"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="addend"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> or <paramref name="a2"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="addend"/> without being the same memory.</exception>
    /// <remarks>D[i,j] = fma(α, Σ_k a[i,k]·â[k,j], c[i,j]). About 2·n·n·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAddAA<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> a2,
        T alpha,
        ReadOnlySpan<T> addend,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(a2, n, n);
        Border.Length(addend, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, a);
        Border.Apart(destination, a2);
        Border.SameOrApart(destination, addend);
        shape.MultiplyAddAA(
            ref Border.Start(a),
            ref Border.Start(a2),
            alpha,
            ref Border.Start(addend),
            ref Border.Start(destination));
    }

    /// <summary><c>D = C + α·A·B</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C, n×m.</param>
    /// <param name="destination">D, n×m; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="addend"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> or <paramref name="b"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="addend"/> without being the same memory.</exception>
    /// <remarks>D[i,j] = fma(α, Σ_k a[i,k]·b[k,j], c[i,j]). About 2·n·m·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAddAB<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        T alpha,
        ReadOnlySpan<T> addend,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(a, n, n);
        Border.Length(b, n, m);
        Border.Length(addend, n, m);
        Border.Length(destination, n, m);
        Border.Apart(destination, a);
        Border.Apart(destination, b);
        Border.SameOrApart(destination, addend);
        shape.MultiplyAddAB(
            ref Border.Start(a),
            ref Border.Start(b),
            alpha,
            ref Border.Start(addend),
            ref Border.Start(destination));
    }

    /// <summary><c>D = C + α·B·K</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C, n×n.</param>
    /// <param name="destination">D, n×n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="addend"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/> or <paramref name="k"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="addend"/> without being the same memory.</exception>
    /// <remarks>D[i,j] = fma(α, Σ_k b[i,k]·k[k,j], c[i,j]). About 2·n·n·m flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAddBK<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> k,
        T alpha,
        ReadOnlySpan<T> addend,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(k, m, n);
        Border.Length(addend, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, b);
        Border.Apart(destination, k);
        Border.SameOrApart(destination, addend);
        shape.MultiplyAddBK(
            ref Border.Start(b),
            ref Border.Start(k),
            alpha,
            ref Border.Start(addend),
            ref Border.Start(destination));
    }

    /// <summary><c>D = C + α·K·A</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C, m×n.</param>
    /// <param name="destination">D, m×n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="addend"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/> or <paramref name="a"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="addend"/> without being the same memory.</exception>
    /// <remarks>D[i,j] = fma(α, Σ_k k[i,k]·a[k,j], c[i,j]). About 2·m·n·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAddKA<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> k,
        ReadOnlySpan<T> a,
        T alpha,
        ReadOnlySpan<T> addend,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(a, n, n);
        Border.Length(addend, m, n);
        Border.Length(destination, m, n);
        Border.Apart(destination, k);
        Border.Apart(destination, a);
        Border.SameOrApart(destination, addend);
        shape.MultiplyAddKA(
            ref Border.Start(k),
            ref Border.Start(a),
            alpha,
            ref Border.Start(addend),
            ref Border.Start(destination));
    }

    /// <summary><c>D = C + α·K·B</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C, m×m.</param>
    /// <param name="destination">D, m×m; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="addend"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/> or <paramref name="b"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="addend"/> without being the same memory.</exception>
    /// <remarks>D[i,j] = fma(α, Σ_k k[i,k]·b[k,j], c[i,j]). About 2·m·m·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAddKB<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> k,
        ReadOnlySpan<T> b,
        T alpha,
        ReadOnlySpan<T> addend,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(b, n, m);
        Border.Length(addend, m, m);
        Border.Length(destination, m, m);
        Border.Apart(destination, k);
        Border.Apart(destination, b);
        Border.SameOrApart(destination, addend);
        shape.MultiplyAddKB(
            ref Border.Start(k),
            ref Border.Start(b),
            alpha,
            ref Border.Start(addend),
            ref Border.Start(destination));
    }

    /// <summary><c>D = C + α·R·K</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="r">R, m×m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C, m×n.</param>
    /// <param name="destination">D, m×n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="addend"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="r"/> or <paramref name="k"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="addend"/> without being the same memory.</exception>
    /// <remarks>D[i,j] = fma(α, Σ_k r[i,k]·k[k,j], c[i,j]). About 2·m·n·m flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAddRK<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> r,
        ReadOnlySpan<T> k,
        T alpha,
        ReadOnlySpan<T> addend,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(r, m, m);
        Border.Length(k, m, n);
        Border.Length(addend, m, n);
        Border.Length(destination, m, n);
        Border.Apart(destination, r);
        Border.Apart(destination, k);
        Border.SameOrApart(destination, addend);
        shape.MultiplyAddRK(
            ref Border.Start(r),
            ref Border.Start(k),
            alpha,
            ref Border.Start(addend),
            ref Border.Start(destination));
    }
}
