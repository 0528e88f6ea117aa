using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// Products of two matrices.
public static partial class Kernels
{
    /// <summary><c>D = A·Â</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="a2">Â, n×n.</param>
    /// <param name="destination">D, n×n.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="a2"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> or <paramref name="a2"/>.</exception>
    /// <remarks>D[i,j] = Σ_k a[i,k]·â[k,j]. About 2·n·n·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAA<TShape, T>(TShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> a2, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(a2, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, a);
        Border.Apart(destination, a2);
        shape.MultiplyAA(ref Border.Start(a), ref Border.Start(a2), ref Border.Start(destination));
    }

    /// <summary><c>D = A·B</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="destination">D, n×m.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> or <paramref name="b"/>.</exception>
    /// <remarks>D[i,j] = Σ_k a[i,k]·b[k,j]. About 2·n·m·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAB<TShape, T>(TShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(a, n, n);
        Border.Length(b, n, m);
        Border.Length(destination, n, m);
        Border.Apart(destination, a);
        Border.Apart(destination, b);
        shape.MultiplyAB(ref Border.Start(a), ref Border.Start(b), ref Border.Start(destination));
    }

    /// <summary><c>D = B·K</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="destination">D, n×n.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/> or <paramref name="k"/>.</exception>
    /// <remarks>D[i,j] = Σ_k b[i,k]·k[k,j]. About 2·n·n·m flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyBK<TShape, T>(TShape shape, ReadOnlySpan<T> b, ReadOnlySpan<T> k, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(k, m, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, b);
        Border.Apart(destination, k);
        shape.MultiplyBK(ref Border.Start(b), ref Border.Start(k), ref Border.Start(destination));
    }

    /// <summary><c>D = K·A</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="destination">D, m×n.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/> or <paramref name="a"/>.</exception>
    /// <remarks>D[i,j] = Σ_k k[i,k]·a[k,j]. About 2·m·n·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyKA<TShape, T>(TShape shape, ReadOnlySpan<T> k, ReadOnlySpan<T> a, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(a, n, n);
        Border.Length(destination, m, n);
        Border.Apart(destination, k);
        Border.Apart(destination, a);
        shape.MultiplyKA(ref Border.Start(k), ref Border.Start(a), ref Border.Start(destination));
    }

    /// <summary><c>D = K·B</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="destination">D, m×m.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/> or <paramref name="b"/>.</exception>
    /// <remarks>D[i,j] = Σ_k k[i,k]·b[k,j]. About 2·m·m·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyKB<TShape, T>(TShape shape, ReadOnlySpan<T> k, ReadOnlySpan<T> b, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(b, n, m);
        Border.Length(destination, m, m);
        Border.Apart(destination, k);
        Border.Apart(destination, b);
        shape.MultiplyKB(ref Border.Start(k), ref Border.Start(b), ref Border.Start(destination));
    }

    /// <summary><c>D = R·K</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="r">R, m×m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="destination">D, m×n.</param>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="r"/> or <paramref name="k"/>.</exception>
    /// <remarks>D[i,j] = Σ_k r[i,k]·k[k,j]. About 2·m·n·m flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyRK<TShape, T>(TShape shape, ReadOnlySpan<T> r, ReadOnlySpan<T> k, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(r, m, m);
        Border.Length(k, m, n);
        Border.Length(destination, m, n);
        Border.Apart(destination, r);
        Border.Apart(destination, k);
        shape.MultiplyRK(ref Border.Start(r), ref Border.Start(k), ref Border.Start(destination));
    }
}
