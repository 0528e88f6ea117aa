using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// Solves from a Cholesky factorisation.
public static partial class Kernels
{
    /// <summary>Solves <c>L·L'·X = C</c> from <c>CholeskyFactorA</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>CholeskyFactorA</c> left in its destination, n×n.</param>
    /// <param name="rhs">C, n×n.</param>
    /// <param name="destination">X, n×n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·n·n·n flops, allocates nothing. LAPACK: potrs.</remarks>
    public static void CholeskySolveAA<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(factor, n, n);
        Border.Length(rhs, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, factor);
        Border.SameOrApart(destination, rhs);
        shape.CholeskySolveAA(ref Border.Start(factor), ref Border.Start(rhs), ref Border.Start(destination));
    }

    /// <summary>Solves <c>L·L'·X = C</c> from <c>CholeskyFactorA</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>CholeskyFactorA</c> left in its destination, n×n.</param>
    /// <param name="rhs">C, n×m.</param>
    /// <param name="destination">X, n×m; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·n·n·m flops, allocates nothing. LAPACK: potrs.</remarks>
    public static void CholeskySolveAB<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(factor, n, n);
        Border.Length(rhs, n, m);
        Border.Length(destination, n, m);
        Border.Apart(destination, factor);
        Border.SameOrApart(destination, rhs);
        shape.CholeskySolveAB(ref Border.Start(factor), ref Border.Start(rhs), ref Border.Start(destination));
    }

    /// <summary>Solves <c>L·L'·X = C</c> from <c>CholeskyFactorA</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>CholeskyFactorA</c> left in its destination, n×n.</param>
    /// <param name="rhs">C, n.</param>
    /// <param name="destination">X, n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·n·n flops, allocates nothing. LAPACK: potrs.</remarks>
    public static void CholeskySolveAx<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(factor, n, n);
        Border.Length(rhs, n);
        Border.Length(destination, n);
        Border.Apart(destination, factor);
        Border.SameOrApart(destination, rhs);
        shape.CholeskySolveAx(ref Border.Start(factor), ref Border.Start(rhs), ref Border.Start(destination));
    }

    /// <summary>Solves <c>L·L'·X = C</c> from <c>CholeskyFactorR</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>CholeskyFactorR</c> left in its destination, m×m.</param>
    /// <param name="rhs">C, m×n.</param>
    /// <param name="destination">X, m×n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·m·m·n flops, allocates nothing. LAPACK: potrs.</remarks>
    public static void CholeskySolveRK<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(factor, m, m);
        Border.Length(rhs, m, n);
        Border.Length(destination, m, n);
        Border.Apart(destination, factor);
        Border.SameOrApart(destination, rhs);
        shape.CholeskySolveRK(ref Border.Start(factor), ref Border.Start(rhs), ref Border.Start(destination));
    }

    /// <summary>Solves <c>L·L'·X = C</c> from <c>CholeskyFactorR</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>CholeskyFactorR</c> left in its destination, m×m.</param>
    /// <param name="rhs">C, m.</param>
    /// <param name="destination">X, m; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·m·m flops, allocates nothing. LAPACK: potrs.</remarks>
    public static void CholeskySolveRu<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = shape.InputDim;
        Border.Length(factor, m, m);
        Border.Length(rhs, m);
        Border.Length(destination, m);
        Border.Apart(destination, factor);
        Border.SameOrApart(destination, rhs);
        shape.CholeskySolveRu(ref Border.Start(factor), ref Border.Start(rhs), ref Border.Start(destination));
    }
}
