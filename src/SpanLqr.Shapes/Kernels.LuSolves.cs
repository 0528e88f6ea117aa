using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// Solves from an LU factorisation.
public static partial class Kernels
{
    /// <summary>Solves <c>A·X = C</c> from <c>LuFactorA</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>LuFactorA</c> left in its destination, n×n.</param>
    /// <param name="pivots">What <c>LuFactorA</c> left in its pivots, n entries.</param>
    /// <param name="rhs">C, n×n.</param>
    /// <param name="destination">X, n×n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/>[k] is not a row from k to the last.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/> or <paramref name="pivots"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·n·n·n flops, allocates nothing. LAPACK: getrs.</remarks>
    public static void LuSolveAA<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<int> pivots,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(factor, n, n);
        Border.Pivots(pivots, n);
        Border.Length(rhs, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, factor);
        Border.Apart(pivots, destination);
        Border.SameOrApart(destination, rhs);
        shape.LuSolveAA(ref Border.Start(factor), ref Border.Start(pivots), ref Border.Start(rhs), ref Border.Start(destination));
    }

    /// <summary>Solves <c>A·X = C</c> from <c>LuFactorA</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>LuFactorA</c> left in its destination, n×n.</param>
    /// <param name="pivots">What <c>LuFactorA</c> left in its pivots, n entries.</param>
    /// <param name="rhs">C, n×m.</param>
    /// <param name="destination">X, n×m; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/>[k] is not a row from k to the last.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/> or <paramref name="pivots"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·n·n·m flops, allocates nothing. LAPACK: getrs.</remarks>
    public static void LuSolveAB<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<int> pivots,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(factor, n, n);
        Border.Pivots(pivots, n);
        Border.Length(rhs, n, m);
        Border.Length(destination, n, m);
        Border.Apart(destination, factor);
        Border.Apart(pivots, destination);
        Border.SameOrApart(destination, rhs);
        shape.LuSolveAB(ref Border.Start(factor), ref Border.Start(pivots), ref Border.Start(rhs), ref Border.Start(destination));
    }

    /// <summary>Solves <c>A·X = C</c> from <c>LuFactorA</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>LuFactorA</c> left in its destination, n×n.</param>
    /// <param name="pivots">What <c>LuFactorA</c> left in its pivots, n entries.</param>
    /// <param name="rhs">C, n.</param>
    /// <param name="destination">X, n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/>[k] is not a row from k to the last.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/> or <paramref name="pivots"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·n·n flops, allocates nothing. LAPACK: getrs.</remarks>
    public static void LuSolveAx<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<int> pivots,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(factor, n, n);
        Border.Pivots(pivots, n);
        Border.Length(rhs, n);
        Border.Length(destination, n);
        Border.Apart(destination, factor);
        Border.Apart(pivots, destination);
        Border.SameOrApart(destination, rhs);
        shape.LuSolveAx(ref Border.Start(factor), ref Border.Start(pivots), ref Border.Start(rhs), ref Border.Start(destination));
    }

    /// <summary>Solves <c>R·X = C</c> from <c>LuFactorR</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>LuFactorR</c> left in its destination, m×m.</param>
    /// <param name="pivots">What <c>LuFactorR</c> left in its pivots, m entries.</param>
    /// <param name="rhs">C, m×n.</param>
    /// <param name="destination">X, m×n; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/>[k] is not a row from k to the last.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/> or <paramref name="pivots"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·m·m·n flops, allocates nothing. LAPACK: getrs.</remarks>
    public static void LuSolveRK<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<int> pivots,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(factor, m, m);
        Border.Pivots(pivots, m);
        Border.Length(rhs, m, n);
        Border.Length(destination, m, n);
        Border.Apart(destination, factor);
        Border.Apart(pivots, destination);
        Border.SameOrApart(destination, rhs);
        shape.LuSolveRK(ref Border.Start(factor), ref Border.Start(pivots), ref Border.Start(rhs), ref Border.Start(destination));
    }

    /// <summary>Solves <c>R·X = C</c> from <c>LuFactorR</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="factor">What <c>LuFactorR</c> left in its destination, m×m.</param>
    /// <param name="pivots">What <c>LuFactorR</c> left in its pivots, m entries.</param>
    /// <param name="rhs">C, m.</param>
    /// <param name="destination">X, m; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="factor"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/>[k] is not a row from k to the last.</exception>
    /// <exception cref="ArgumentException"><paramref name="rhs"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="factor"/> or <paramref name="pivots"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="rhs"/> without being the same memory.</exception>
    /// <remarks>Forward, then backward substitution. About 2·m·m flops, allocates nothing. LAPACK: getrs.</remarks>
    public static void LuSolveRu<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> factor,
        ReadOnlySpan<int> pivots,
        ReadOnlySpan<T> rhs,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = shape.InputDim;
        Border.Length(factor, m, m);
        Border.Pivots(pivots, m);
        Border.Length(rhs, m);
        Border.Length(destination, m);
        Border.Apart(destination, factor);
        Border.Apart(pivots, destination);
        Border.SameOrApart(destination, rhs);
        shape.LuSolveRu(ref Border.Start(factor), ref Border.Start(pivots), ref Border.Start(rhs), ref Border.Start(destination));
    }
}
