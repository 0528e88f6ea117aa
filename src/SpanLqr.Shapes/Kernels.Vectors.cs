using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// Matrix–vector products, the control and plant steps, quadratic forms.
public static partial class Kernels
{
    /// <summary><c>D = A·x</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="x">x, n.</param>
    /// <param name="destination">D, n.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> or <paramref name="x"/>.</exception>
    /// <remarks>D[i] = Σ_k a[i,k]·x[k]. About 2·n·n flops, allocates nothing. BLAS: gemv.</remarks>
    public static void MultiplyAx<TShape, T>(TShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(x, n);
        Border.Length(destination, n);
        Border.Apart(destination, a);
        Border.Apart(destination, x);
        shape.MultiplyAx(ref Border.Start(a), ref Border.Start(x), ref Border.Start(destination));
    }

    /// <summary><c>D = A'·x</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="x">x, n.</param>
    /// <param name="destination">D, n.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> or <paramref name="x"/>.</exception>
    /// <remarks>D[i] = Σ_k a[k,i]·x[k]. About 2·n·n flops, allocates nothing. BLAS: gemv.</remarks>
    public static void MultiplyAtx<TShape, T>(TShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(x, n);
        Border.Length(destination, n);
        Border.Apart(destination, a);
        Border.Apart(destination, x);
        shape.MultiplyAtx(ref Border.Start(a), ref Border.Start(x), ref Border.Start(destination));
    }

    /// <summary><c>D = B·u</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="u">u, m.</param>
    /// <param name="destination">D, n.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="u"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/> or <paramref name="u"/>.</exception>
    /// <remarks>D[i] = Σ_k b[i,k]·u[k]. About 2·n·m flops, allocates nothing. BLAS: gemv.</remarks>
    public static void MultiplyBu<TShape, T>(TShape shape, ReadOnlySpan<T> b, ReadOnlySpan<T> u, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(u, m);
        Border.Length(destination, n);
        Border.Apart(destination, b);
        Border.Apart(destination, u);
        shape.MultiplyBu(ref Border.Start(b), ref Border.Start(u), ref Border.Start(destination));
    }

    /// <summary><c>D = K·x</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="x">x, n.</param>
    /// <param name="destination">D, m.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/> or <paramref name="x"/>.</exception>
    /// <remarks>D[i] = Σ_k k[i,k]·x[k]. About 2·m·n flops, allocates nothing. BLAS: gemv.</remarks>
    public static void MultiplyKx<TShape, T>(TShape shape, ReadOnlySpan<T> k, ReadOnlySpan<T> x, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(x, n);
        Border.Length(destination, m);
        Border.Apart(destination, k);
        Border.Apart(destination, x);
        shape.MultiplyKx(ref Border.Start(k), ref Border.Start(x), ref Border.Start(destination));
    }

    /// <summary>The control step <c>u = −K·x</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="x">x, the state, n.</param>
    /// <param name="destination">u, m.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/> or <paramref name="x"/>.</exception>
    /// <remarks>u[i] = −Σ_k k[i,k]·x[k]. About 2·m·n flops, allocates nothing. BLAS: gemv.</remarks>
    public static void Feedback<TShape, T>(TShape shape, ReadOnlySpan<T> k, ReadOnlySpan<T> x, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(x, n);
        Border.Length(destination, m);
        Border.Apart(destination, k);
        Border.Apart(destination, x);
        shape.Feedback(ref Border.Start(k), ref Border.Start(x), ref Border.Start(destination));
    }

    /// <summary>The control step with offset <c>u = −K·x − κ</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="x">x, the state, n.</param>
    /// <param name="offset">κ, m.</param>
    /// <param name="destination">u, m.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="offset"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/>, <paramref name="x"/> or <paramref name="offset"/>.</exception>
    /// <remarks>u[i] = (−Σ_k k[i,k]·x[k]) − κ[i]. About 2·m·n flops, allocates nothing. BLAS: gemv.</remarks>
    public static void FeedbackOffset<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> k,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> offset,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(x, n);
        Border.Length(offset, m);
        Border.Length(destination, m);
        Border.Apart(destination, k);
        Border.Apart(destination, x);
        Border.Apart(destination, offset);
        shape.FeedbackOffset(ref Border.Start(k), ref Border.Start(x), ref Border.Start(offset), ref Border.Start(destination));
    }

    /// <summary>The plant step <c>x⁺ = A·x + B·u</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="x">x, the state, n.</param>
    /// <param name="u">u, the input, m.</param>
    /// <param name="destination">x⁺, n.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="u"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/>, <paramref name="b"/>, <paramref name="x"/> or <paramref name="u"/>.</exception>
    /// <remarks>x⁺[i] = (Σ_k a[i,k]·x[k]) + (Σ_k b[i,k]·u[k]), the two sums formed apart. About 2·n·n + 2·n·m flops, allocates nothing. BLAS: gemv twice.</remarks>
    public static void Advance<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> u,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(a, n, n);
        Border.Length(b, n, m);
        Border.Length(x, n);
        Border.Length(u, m);
        Border.Length(destination, n);
        Border.Apart(destination, a);
        Border.Apart(destination, b);
        Border.Apart(destination, x);
        Border.Apart(destination, u);
        shape.Advance(
            ref Border.Start(a),
            ref Border.Start(b),
            ref Border.Start(x),
            ref Border.Start(u),
            ref Border.Start(destination));
    }

    /// <summary><c>x'·A·x</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="x">x, n.</param>
    /// <returns>The value of the form.</returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> has a length other than n.</exception>
    /// <remarks>y[i] = Σ_k a[i,k]·x[k], then Σ_i x[i]·y[i]. About 2·n·n flops, allocates nothing. BLAS: gemv and dot.</remarks>
    public static T QuadraticFormA<TShape, T>(TShape shape, ReadOnlySpan<T> a, ReadOnlySpan<T> x)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(x, n);
        return shape.QuadraticFormA(ref Border.Start(a), ref Border.Start(x));
    }

    /// <summary><c>u'·R·u</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="r">R, m×m.</param>
    /// <param name="u">u, m.</param>
    /// <returns>The value of the form.</returns>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="u"/> has a length other than m.</exception>
    /// <remarks>y[i] = Σ_k r[i,k]·u[k], then Σ_i u[i]·y[i]. About 2·m·m flops, allocates nothing. BLAS: gemv and dot.</remarks>
    public static T QuadraticFormR<TShape, T>(TShape shape, ReadOnlySpan<T> r, ReadOnlySpan<T> u)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = shape.InputDim;
        Border.Length(r, m, m);
        Border.Length(u, m);
        return shape.QuadraticFormR(ref Border.Start(r), ref Border.Start(u));
    }
}
