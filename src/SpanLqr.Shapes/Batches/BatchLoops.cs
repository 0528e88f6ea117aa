using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes;

/// <summary>The batched Riccati recursion as loops over sums, for every size: what small generated kernels unroll, operation by operation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchLoops
{
    /// <summary>See <see cref="ILqrShape.AdvanceRiccati"/>.</summary>
    public static void Advance<TSums, TLanes, TVector, T>(
        int n,
        int m,
        int stages,
        bool hasCross,
        ref TVector stage,
        ref TVector recursion,
        ref T gain,
        nint gainStride,
        nint entryStride,
        ref TVector workspace)
        where TSums : struct, IBatchSums
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, INumberBase<T>
    {
        TVector one = TLanes.Broadcast(T.One);
        ref TVector b = ref Unsafe.Add(ref stage, BatchLayout.Input(n)), q = ref Unsafe.Add(ref stage, BatchLayout.StateWeight(n, m));
        ref TVector r = ref Unsafe.Add(ref stage, BatchLayout.InputWeight(n, m)), s = ref Unsafe.Add(ref stage, BatchLayout.CrossWeight(n, m));
        ref TVector p = ref workspace, pb = ref Unsafe.Add(ref p, n * n), g = ref Unsafe.Add(ref pb, n * m);
        ref TVector reciprocal = ref Unsafe.Add(ref g, BatchLayout.Triangle(m)), pa = ref Unsafe.Add(ref reciprocal, m);
        ref TVector h = ref Unsafe.Add(ref pa, n * n), y = ref Unsafe.Add(ref h, n * m), sums = ref Unsafe.Add(ref y, n * m);
        for (int t = 0; t < stages; t++)
        {
            Spread(n, ref recursion, ref p);
            for (int c = 0; c < m; c++)
            {
                TSums.Sum<TLanes, TVector, T>(n, n, ref p, ref Unsafe.Add(ref b, c * n), ref Unsafe.Add(ref pb, c * n));
            }

            for (int j = 0; j < m; j++)
            {
                TSums.Sum<TLanes, TVector, T>(m - j, n, ref Unsafe.Add(ref b, j * n), ref Unsafe.Add(ref pb, j * n), ref sums);
                for (int i = j; i < m; i++)
                {
                    Unsafe.Add(ref g, BatchLayout.Lower(i, j)) = TLanes.Add(Unsafe.Add(ref sums, i - j), Unsafe.Add(ref r, BatchLayout.Lower(i, j)));
                }
            }

            Factor<TLanes, TVector, T>(n, m, one, ref g, ref reciprocal, ref recursion);
            // Phase after phase, so that the sums of one column need not wait for each other.
            for (int j = 0; j < n; j++)
            {
                TSums.Sum<TLanes, TVector, T>(n, n, ref p, ref Unsafe.Add(ref stage, j * n), ref Unsafe.Add(ref pa, j * n));
            }

            for (int j = 0; j < n; j++)
            {
                TSums.Sum<TLanes, TVector, T>(m, n, ref b, ref Unsafe.Add(ref pa, j * n), ref Unsafe.Add(ref h, j * m));
            }

            for (int j = 0; j < n; j++)
            {
                ref TVector hj = ref Unsafe.Add(ref h, j * m), yj = ref Unsafe.Add(ref y, j * m);
                for (int c = 0; c < m; c++)
                {
                    TVector sum = Unsafe.Add(ref hj, c);
                    sum = hasCross ? TLanes.Add(sum, Unsafe.Add(ref s, (j * m) + c)) : sum;
                    for (int k = 0; k < c; k++)
                    {
                        sum = MultiplySubtract<TLanes, TVector, T>(Unsafe.Add(ref g, BatchLayout.Lower(c, k)), Unsafe.Add(ref hj, k), sum);
                    }

                    Unsafe.Add(ref hj, c) = sum;
                    Unsafe.Add(ref yj, c) = TLanes.Multiply(sum, Unsafe.Add(ref reciprocal, c));
                }
            }

            // P is read from its copy, so P⁻ may take its place.
            for (int j = 0; j < n; j++)
            {
                TSums.Sum<TLanes, TVector, T>(n - j, n, ref Unsafe.Add(ref stage, j * n), ref Unsafe.Add(ref pa, j * n), ref sums);
                LoopSums.Sum<TLanes, TVector, T>(
                    n - j, m, ref Unsafe.Add(ref h, j * m), ref Unsafe.Add(ref y, j * m), ref Unsafe.Add(ref sums, n));
                for (int i = j; i < n; i++)
                {
                    TVector sum = TLanes.Add(Unsafe.Add(ref sums, i - j), Unsafe.Add(ref q, BatchLayout.Lower(i, j)));
                    Unsafe.Add(ref recursion, BatchLayout.Lower(i, j)) = TLanes.Subtract(sum, Unsafe.Add(ref sums, n + i - j));
                }
            }

            for (int j = 0; j < n; j++)
            {
                ref TVector yj = ref Unsafe.Add(ref y, j * m);
                for (int c = m - 1; c >= 0; c--)
                {
                    for (int k = m - 1; k > c; k--)
                    {
                        Unsafe.Add(ref yj, c) = MultiplySubtract<TLanes, TVector, T>(
                            Unsafe.Add(ref g, BatchLayout.Lower(k, c)), Unsafe.Add(ref yj, k), Unsafe.Add(ref yj, c));
                    }

                    TLanes.Store(Unsafe.Add(ref yj, c), ref Unsafe.Add(ref gain, ((c * n) + j) * entryStride));
                }
            }

            gain = ref Unsafe.Subtract(ref gain, gainStride);
        }
    }

    /// <summary>Notes the pivot of the lanes that still succeed, and whether it lets them: neither it nor its reciprocal may be zero, negative or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Judge<TLanes, TVector, T>(TVector pivot, TVector reciprocal, ref TVector valid, ref TVector last)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector zero = TLanes.Broadcast(default);
        last = TLanes.Select(valid, pivot, last);
        valid = TLanes.And(valid, TLanes.And(TLanes.IsGreater(pivot, zero), TLanes.IsGreater(reciprocal, zero)));
    }

    /// <summary>G = L·D·L' in place, L below the diagonal; 1/d; and what the recursion keeps of it.</summary>
    private static void Factor<TLanes, TVector, T>(int n, int m, TVector one, ref TVector g, ref TVector reciprocal, ref TVector recursion)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        ref TVector succeeded = ref Unsafe.Add(ref recursion, BatchLayout.Succeeded(n)), pivot = ref Unsafe.Add(ref recursion, BatchLayout.Pivot(n));
        ref TVector valid = ref Unsafe.Add(ref recursion, BatchLayout.Valid(n));
        for (int k = 0; k < m; k++)
        {
            TVector d = Unsafe.Add(ref g, BatchLayout.Lower(k, k)), inverse = TLanes.Divide(one, d);
            Unsafe.Add(ref reciprocal, k) = inverse;
            Judge<TLanes, TVector, T>(d, inverse, ref valid, ref pivot);
            for (int j = k + 1; j < m; j++)
            {
                // Column k holds s until row j has used it, and l afterwards.
                TVector s = Unsafe.Add(ref g, BatchLayout.Lower(j, k));
                for (int i = j; i < m; i++)
                {
                    ref TVector entry = ref Unsafe.Add(ref g, BatchLayout.Lower(i, j));
                    entry = MultiplySubtract<TLanes, TVector, T>(TLanes.Multiply(Unsafe.Add(ref g, BatchLayout.Lower(i, k)), inverse), s, entry);
                }

                Unsafe.Add(ref g, BatchLayout.Lower(j, k)) = TLanes.Multiply(s, inverse);
            }
        }

        succeeded = TLanes.Add(succeeded, TLanes.And(valid, one));
    }

    /// <summary>Both triangles of P from the lower one.</summary>
    private static void Spread<TVector>(int n, ref TVector lower, ref TVector p)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                TVector entry = Unsafe.Add(ref lower, BatchLayout.Lower(i, j));
                Unsafe.Add(ref p, (i * n) + j) = entry;
                Unsafe.Add(ref p, (j * n) + i) = entry;
            }
        }
    }

    /// <summary>z − x·y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector MultiplySubtract<TLanes, TVector, T>(TVector x, TVector y, TVector z)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged => TLanes.FusedMultiplyAdd(TLanes.Negate(x), y, z);
}
