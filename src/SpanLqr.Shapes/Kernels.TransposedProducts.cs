using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// Products with one factor transposed.
public static partial class Kernels
{
    /// <summary><c>D = A'·Â</c>.</summary>
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
    /// <remarks>D[i,j] = Σ_k a[k,i]·â[k,j]. About 2·n·n·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAtA<TShape, T>(TShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> a2, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(a2, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, a);
        Border.Apart(destination, a2);
        shape.MultiplyAtA(ref Border.Start(a), ref Border.Start(a2), ref Border.Start(destination));
    }

    /// <summary><c>D = A'·B</c>.</summary>
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
    /// <remarks>D[i,j] = Σ_k a[k,i]·b[k,j]. About 2·n·m·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAtB<TShape, T>(TShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> destination)
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
        shape.MultiplyAtB(ref Border.Start(a), ref Border.Start(b), ref Border.Start(destination));
    }

    /// <summary><c>D = B'·A</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="destination">D, m×n.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/> or <paramref name="a"/>.</exception>
    /// <remarks>D[i,j] = Σ_k b[k,i]·a[k,j]. About 2·m·n·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyBtA<TShape, T>(TShape shape, ReadOnlySpan<T> b, ReadOnlySpan<T> a, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(a, n, n);
        Border.Length(destination, m, n);
        Border.Apart(destination, b);
        Border.Apart(destination, a);
        shape.MultiplyBtA(ref Border.Start(b), ref Border.Start(a), ref Border.Start(destination));
    }

    /// <summary><c>D = B'·B̂</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="b2">B̂, n×m.</param>
    /// <param name="destination">D, m×m.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="b2"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/> or <paramref name="b2"/>.</exception>
    /// <remarks>D[i,j] = Σ_k b[k,i]·b̂[k,j]. About 2·m·m·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyBtB<TShape, T>(TShape shape, ReadOnlySpan<T> b, ReadOnlySpan<T> b2, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(b2, n, m);
        Border.Length(destination, m, m);
        Border.Apart(destination, b);
        Border.Apart(destination, b2);
        shape.MultiplyBtB(ref Border.Start(b), ref Border.Start(b2), ref Border.Start(destination));
    }

    /// <summary><c>D = K'·K̂</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="k2">K̂, m×n.</param>
    /// <param name="destination">D, n×n.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="k2"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/> or <paramref name="k2"/>.</exception>
    /// <remarks>D[i,j] = Σ_k k[k,i]·k̂[k,j]. About 2·n·n·m flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyKtK<TShape, T>(TShape shape, ReadOnlySpan<T> k, ReadOnlySpan<T> k2, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(k2, m, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, k);
        Border.Apart(destination, k2);
        shape.MultiplyKtK(ref Border.Start(k), ref Border.Start(k2), ref Border.Start(destination));
    }

    /// <summary><c>D = A·Â'</c>.</summary>
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
    /// <remarks>D[i,j] = Σ_k a[i,k]·â[j,k]. About 2·n·n·n flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyAAt<TShape, T>(TShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> a2, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(a2, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, a);
        Border.Apart(destination, a2);
        shape.MultiplyAAt(ref Border.Start(a), ref Border.Start(a2), ref Border.Start(destination));
    }

    /// <summary><c>D = B·B̂'</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="b2">B̂, n×m.</param>
    /// <param name="destination">D, n×n.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="b2"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/> or <paramref name="b2"/>.</exception>
    /// <remarks>D[i,j] = Σ_k b[i,k]·b̂[j,k]. About 2·n·n·m flops, allocates nothing. BLAS: gemm.</remarks>
    public static void MultiplyBBt<TShape, T>(TShape shape, ReadOnlySpan<T> b, ReadOnlySpan<T> b2, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(b2, n, m);
        Border.Length(destination, n, n);
        Border.Apart(destination, b);
        Border.Apart(destination, b2);
        shape.MultiplyBBt(ref Border.Start(b), ref Border.Start(b2), ref Border.Start(destination));
    }
}
