using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes;

/// <summary>The sums of n products that a batched recursion consists of, which a generated shape writes out.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchSums
{
    /// <summary>Σ_k a_ik·x_k for i = 0 … rows − 1: a product first, then fused multiply-adds in ascending k.</summary>
    /// <param name="rows">The number of sums, at least 1.</param>
    /// <param name="inner">n.</param>
    /// <param name="a">The rows, n vectors each.</param>
    /// <param name="x">n vectors.</param>
    /// <param name="sums">Receives the sums; apart from the rest.</param>
    static abstract void Sum<TLanes, TVector, T>(int rows, int inner, ref TVector a, ref TVector x, ref TVector sums)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged;
}

/// <summary>The sums as loops, for any n.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LoopSums : IBatchSums
{
    // Rows whose sums run side by side: as many as hide the latency of a fused multiply-add.
    private const int Tile = 4;

    /// <inheritdoc/>
    public static void Sum<TLanes, TVector, T>(int rows, int inner, ref TVector a, ref TVector x, ref TVector sums)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        nint step = Unsafe.SizeOf<TVector>(), end = inner * step;
        int tile = rows < Tile ? 1 : Tile;
        for (int next = 0; next < rows; next += tile)
        {
            // The last tile is a whole one, too, and does some rows again.
            int i = Math.Min(next, rows - tile);
            ref TVector a0 = ref Unsafe.Add(ref a, i * inner), to = ref Unsafe.Add(ref sums, i);
            if (tile == 1)
            {
                TVector sum = TLanes.Multiply(a0, x);
                for (nint at = step; at < end; at += step)
                {
                    sum = TLanes.FusedMultiplyAdd(Unsafe.AddByteOffset(ref a0, at), Unsafe.AddByteOffset(ref x, at), sum);
                }

                to = sum;
                continue;
            }

            ref TVector a1 = ref Unsafe.Add(ref a0, inner), a2 = ref Unsafe.Add(ref a1, inner), a3 = ref Unsafe.Add(ref a2, inner);
            TVector s0 = TLanes.Multiply(a0, x), s1 = TLanes.Multiply(a1, x), s2 = TLanes.Multiply(a2, x), s3 = TLanes.Multiply(a3, x);
            for (nint at = step; at < end; at += step)
            {
                TVector other = Unsafe.AddByteOffset(ref x, at);
                s0 = TLanes.FusedMultiplyAdd(Unsafe.AddByteOffset(ref a0, at), other, s0);
                s1 = TLanes.FusedMultiplyAdd(Unsafe.AddByteOffset(ref a1, at), other, s1);
                s2 = TLanes.FusedMultiplyAdd(Unsafe.AddByteOffset(ref a2, at), other, s2);
                s3 = TLanes.FusedMultiplyAdd(Unsafe.AddByteOffset(ref a3, at), other, s3);
            }

            to = s0;
            Unsafe.Add(ref to, 1) = s1;
            Unsafe.Add(ref to, 2) = s2;
            Unsafe.Add(ref to, 3) = s3;
        }
    }
}
