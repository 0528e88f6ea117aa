using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// Factorisations.
public static partial class Kernels
{
    /// <summary><c>L·L' = A</c> for a symmetric positive definite A.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n; its lower triangle is read.</param>
    /// <param name="destination">L below and on the diagonal, zeros above; n×n; may be A.</param>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number; the destination is then unspecified.</returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> without being the same memory.</exception>
    /// <remarks>About n·n·n/3 flops, allocates nothing. LAPACK: potrf.</remarks>
    public static bool CholeskyFactorA<TShape, T>(TShape shape, ReadOnlySpan<T> a, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(destination, n, n);
        Border.SameOrApart(destination, a);
        return shape.CholeskyFactorA(ref Border.Start(a), ref Border.Start(destination));
    }

    /// <summary><c>L·D·L' = A</c> for a symmetric A, without pivoting.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n; its lower triangle is read.</param>
    /// <param name="destination">Unit L strictly below the diagonal, D on it, zeros above; n×n; may be A.</param>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> without being the same memory.</exception>
    /// <remarks>About n·n·n/3 flops and no square root, allocates nothing. Backward stable for a definite A only: an indefinite one wants LuFactorA. LAPACK: none (sytrf pivots).</remarks>
    public static bool LdlFactorA<TShape, T>(TShape shape, ReadOnlySpan<T> a, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(destination, n, n);
        Border.SameOrApart(destination, a);
        return shape.LdlFactorA(ref Border.Start(a), ref Border.Start(destination));
    }

    /// <summary><c>P·A = L·U</c> with row exchanges.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="destination">Unit L strictly below the diagonal, U on and above it; n×n; may be A.</param>
    /// <param name="pivots">n entries; pivots[k] receives the row exchanged with row k.</param>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> has a length other than n.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> overlaps <paramref name="a"/> or <paramref name="destination"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/> without being the same memory.</exception>
    /// <remarks>Partial pivoting: the largest modulus in the column, the first of equals. About 2·n·n·n/3 flops, allocates nothing. LAPACK: getrf.</remarks>
    public static bool LuFactorA<TShape, T>(TShape shape, ReadOnlySpan<T> a, Span<T> destination, Span<int> pivots)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(destination, n, n);
        Border.Length(pivots, n);
        Border.Apart(pivots, a);
        Border.Apart(pivots, destination);
        Border.SameOrApart(destination, a);
        return shape.LuFactorA(ref Border.Start(a), ref Border.Start(destination), ref Border.Start(pivots));
    }

    /// <summary><c>L·L' = R</c> for a symmetric positive definite R.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="r">R, m×m; its lower triangle is read.</param>
    /// <param name="destination">L below and on the diagonal, zeros above; m×m; may be R.</param>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number; the destination is then unspecified.</returns>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="r"/> without being the same memory.</exception>
    /// <remarks>About m·m·m/3 flops, allocates nothing. LAPACK: potrf.</remarks>
    public static bool CholeskyFactorR<TShape, T>(TShape shape, ReadOnlySpan<T> r, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = shape.InputDim;
        Border.Length(r, m, m);
        Border.Length(destination, m, m);
        Border.SameOrApart(destination, r);
        return shape.CholeskyFactorR(ref Border.Start(r), ref Border.Start(destination));
    }

    /// <summary><c>L·D·L' = R</c> for a symmetric R, without pivoting.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="r">R, m×m; its lower triangle is read.</param>
    /// <param name="destination">Unit L strictly below the diagonal, D on it, zeros above; m×m; may be R.</param>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="r"/> without being the same memory.</exception>
    /// <remarks>About m·m·m/3 flops and no square root, allocates nothing. Backward stable for a definite R only: an indefinite one wants LuFactorR. LAPACK: none (sytrf pivots).</remarks>
    public static bool LdlFactorR<TShape, T>(TShape shape, ReadOnlySpan<T> r, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = shape.InputDim;
        Border.Length(r, m, m);
        Border.Length(destination, m, m);
        Border.SameOrApart(destination, r);
        return shape.LdlFactorR(ref Border.Start(r), ref Border.Start(destination));
    }

    /// <summary><c>P·R = L·U</c> with row exchanges.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="r">R, m×m.</param>
    /// <param name="destination">Unit L strictly below the diagonal, U on and above it; m×m; may be R.</param>
    /// <param name="pivots">m entries; pivots[k] receives the row exchanged with row k.</param>
    /// <returns>False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.</returns>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> has a length other than m.</exception>
    /// <exception cref="ArgumentException"><paramref name="pivots"/> overlaps <paramref name="r"/> or <paramref name="destination"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="r"/> without being the same memory.</exception>
    /// <remarks>Partial pivoting: the largest modulus in the column, the first of equals. About 2·m·m·m/3 flops, allocates nothing. LAPACK: getrf.</remarks>
    public static bool LuFactorR<TShape, T>(TShape shape, ReadOnlySpan<T> r, Span<T> destination, Span<int> pivots)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = shape.InputDim;
        Border.Length(r, m, m);
        Border.Length(destination, m, m);
        Border.Length(pivots, m);
        Border.Apart(pivots, r);
        Border.Apart(pivots, destination);
        Border.SameOrApart(destination, r);
        return shape.LuFactorR(ref Border.Start(r), ref Border.Start(destination), ref Border.Start(pivots));
    }
}
