using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes;

/// <summary>The rollout kernel as loops, for every size: what generated kernels unroll, operation by operation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RolloutLoops
{
    /// <summary>See <see cref="ILqrShape.AdvanceRollouts"/>.</summary>
    public static void Advance<TLanes, TVector, T, TEntries, TNoise>(
        int n, int steps, ref T loop, ref T noise, ref TVector state, ref TVector next, ref TVector sum)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNoise : struct, INoiseFactor
    {
        int offset = LoopLayout.Offset(n), linear = LoopLayout.CostLinear(n);
        for (int t = 0; t < steps; t++)
        {
            int cost = LoopLayout.Cost(n), factor = LoopLayout.Noise(n);
            for (int i = 0; i < n; i++)
            {
                ref TVector x = ref Unsafe.Add(ref state, i);
                TVector slope = TEntries.At(ref loop, linear + i);
                for (int j = i; j < n; j++, cost++)
                {
                    slope = TLanes.FusedMultiplyAdd(TEntries.At(ref loop, cost), Unsafe.Add(ref state, j), slope);
                }

                sum = TLanes.FusedMultiplyAdd(slope, x, sum);
                TVector y = TEntries.At(ref loop, offset + i);
                for (int length = TNoise.RowLength(i), j = i + 1 - length; j <= i && length > 0; j++, factor++)
                {
                    y = TLanes.FusedMultiplyAdd(TEntries.At(ref loop, factor), TLanes.Load(ref Unsafe.Add(ref noise, j * TLanes.Count)), y);
                }

                for (int j = 0; j < n; j++)
                {
                    y = TLanes.FusedMultiplyAdd(TEntries.At(ref loop, (i * n) + j), Unsafe.Add(ref state, j), y);
                }

                Unsafe.Add(ref next, i) = y;
            }

            for (int i = 0; i < n; i++)
            {
                Unsafe.Add(ref state, i) = Unsafe.Add(ref next, i);
            }

            noise = ref Unsafe.Add(ref noise, n * TLanes.Count);
        }
    }
}
