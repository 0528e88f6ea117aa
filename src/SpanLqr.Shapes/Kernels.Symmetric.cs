using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// Congruences, the symmetric rank update, symmetrising and transposing.
public static partial class Kernels
{
    /// <summary><c>D = A'·P·A</c> for a symmetric P.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="p">P, n×n, symmetric.</param>
    /// <param name="workspace">Receives P·A, n×n.</param>
    /// <param name="destination">D, n×n, symmetric to the bit.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="p"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="workspace"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/>, <paramref name="p"/> or <paramref name="workspace"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="workspace"/> overlaps <paramref name="a"/> or <paramref name="p"/>.</exception>
    /// <remarks>W = P·A; D[i,j] = Σ_k a[k,i]·w[k,j] for i ≥ j, mirrored. About 2·n·n·n + n·n·n flops, allocates nothing. BLAS: symm, then half a gemm.</remarks>
    public static void CongruenceA<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> p,
        Span<T> workspace,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(p, n, n);
        Border.Length(workspace, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, a);
        Border.Apart(destination, p);
        Border.Apart(destination, workspace);
        Border.Apart(workspace, a);
        Border.Apart(workspace, p);
        shape.CongruenceA(ref Border.Start(a), ref Border.Start(p), ref Border.Start(workspace), ref Border.Start(destination));
    }

    /// <summary><c>D = B'·P·B</c> for a symmetric P.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="p">P, n×n, symmetric.</param>
    /// <param name="workspace">Receives P·B, n×m.</param>
    /// <param name="destination">D, m×m, symmetric to the bit.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="p"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="workspace"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/>, <paramref name="p"/> or <paramref name="workspace"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="workspace"/> overlaps <paramref name="b"/> or <paramref name="p"/>.</exception>
    /// <remarks>W = P·B; D[i,j] = Σ_k b[k,i]·w[k,j] for i ≥ j, mirrored. About 2·n·n·m + n·m·m flops, allocates nothing. BLAS: symm, then half a gemm.</remarks>
    public static void CongruenceB<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> p,
        Span<T> workspace,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(p, n, n);
        Border.Length(workspace, n, m);
        Border.Length(destination, m, m);
        Border.Apart(destination, b);
        Border.Apart(destination, p);
        Border.Apart(destination, workspace);
        Border.Apart(workspace, b);
        Border.Apart(workspace, p);
        shape.CongruenceB(ref Border.Start(b), ref Border.Start(p), ref Border.Start(workspace), ref Border.Start(destination));
    }

    /// <summary><c>D = K'·R·K</c> for a symmetric R.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="r">R, m×m, symmetric.</param>
    /// <param name="workspace">Receives R·K, m×n.</param>
    /// <param name="destination">D, n×n, symmetric to the bit.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="workspace"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/>, <paramref name="r"/> or <paramref name="workspace"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="workspace"/> overlaps <paramref name="k"/> or <paramref name="r"/>.</exception>
    /// <remarks>W = R·K; D[i,j] = Σ_k k[k,i]·w[k,j] for i ≥ j, mirrored. About 2·m·m·n + m·n·n flops, allocates nothing. BLAS: symm, then half a gemm.</remarks>
    public static void CongruenceK<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> k,
        ReadOnlySpan<T> r,
        Span<T> workspace,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(r, m, m);
        Border.Length(workspace, m, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, k);
        Border.Apart(destination, r);
        Border.Apart(destination, workspace);
        Border.Apart(workspace, k);
        Border.Apart(workspace, r);
        shape.CongruenceK(ref Border.Start(k), ref Border.Start(r), ref Border.Start(workspace), ref Border.Start(destination));
    }

    /// <summary><c>D = C + α·B·B'</c> for a symmetric C.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C, n×n, symmetric; its lower triangle is read.</param>
    /// <param name="destination">D, n×n, symmetric to the bit; may be C.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="addend"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="addend"/> without being the same memory.</exception>
    /// <remarks>D[i,j] = fma(α, Σ_k b[i,k]·b[j,k], c[i,j]) for i ≥ j, mirrored. About n·n·m flops, allocates nothing. BLAS: syrk.</remarks>
    public static void SymmetricRankUpdate<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> b,
        T alpha,
        ReadOnlySpan<T> addend,
        Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(addend, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, b);
        Border.SameOrApart(destination, addend);
        shape.SymmetricRankUpdate(ref Border.Start(b), alpha, ref Border.Start(addend), ref Border.Start(destination));
    }

    /// <summary><c>A ← (A + A')/2</c> in place.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n, replaced in place.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <remarks>Both [i,j] and [j,i] become (a[i,j] + a[j,i])/2; the diagonal stays. About n·n flops, allocates nothing.</remarks>
    public static void SymmetrizeA<TShape, T>(TShape shape, Span<T> a)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        shape.SymmetrizeA(ref Border.Start(a));
    }

    /// <summary><c>R ← (R + R')/2</c> in place.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="r">R, m×m, replaced in place.</param>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <remarks>Both [i,j] and [j,i] become (r[i,j] + r[j,i])/2; the diagonal stays. About m·m flops, allocates nothing.</remarks>
    public static void SymmetrizeR<TShape, T>(TShape shape, Span<T> r)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = shape.InputDim;
        Border.Length(r, m, m);
        shape.SymmetrizeR(ref Border.Start(r));
    }

    /// <summary><c>D = A'</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="destination">D, n×n.</param>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/>.</exception>
    /// <remarks>D[j,i] = a[i,j]. No flops, allocates nothing. BLAS extension: omatcopy.</remarks>
    public static void TransposeA<TShape, T>(TShape shape, ReadOnlySpan<T> a, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        Border.Length(a, n, n);
        Border.Length(destination, n, n);
        Border.Apart(destination, a);
        shape.TransposeA(ref Border.Start(a), ref Border.Start(destination));
    }

    /// <summary><c>D = B'</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="destination">D, m×n.</param>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="b"/>.</exception>
    /// <remarks>D[j,i] = b[i,j]. No flops, allocates nothing. BLAS extension: omatcopy.</remarks>
    public static void TransposeB<TShape, T>(TShape shape, ReadOnlySpan<T> b, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(b, n, m);
        Border.Length(destination, m, n);
        Border.Apart(destination, b);
        shape.TransposeB(ref Border.Start(b), ref Border.Start(destination));
    }

    /// <summary><c>D = K'</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="k">K, m×n.</param>
    /// <param name="destination">D, n×m.</param>
    /// <exception cref="ArgumentException"><paramref name="k"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="k"/>.</exception>
    /// <remarks>D[j,i] = k[i,j]. No flops, allocates nothing. BLAS extension: omatcopy.</remarks>
    public static void TransposeK<TShape, T>(TShape shape, ReadOnlySpan<T> k, Span<T> destination)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(k, m, n);
        Border.Length(destination, n, m);
        Border.Apart(destination, k);
        shape.TransposeK(ref Border.Start(k), ref Border.Start(destination));
    }
}
