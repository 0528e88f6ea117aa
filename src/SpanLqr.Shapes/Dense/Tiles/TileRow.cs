using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>One row of a tile: up to three vectors, which the JIT keeps in registers.</summary>
/// <typeparam name="T">The entry.</typeparam>
/// <typeparam name="TVector">A vector of it.</typeparam>
/// <typeparam name="TLanes">What a vector can do.</typeparam>
/// <typeparam name="TVectors">How many there are.</typeparam>
internal struct TileRow<T, TVector, TLanes, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : struct, IFusedLanes<TVector, T>
    where TVectors : struct, IConstant
{
    private TVector v0;
    private TVector v1;
    private TVector v2;

    /// <summary>The row that begins at <paramref name="source"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(ref T source, nint second, nint third)
    {
        v0 = TLanes.Load(ref source);
        if (TVectors.Value > 1)
        {
            v1 = TLanes.Load(ref Unsafe.Add(ref source, second));
        }

        if (TVectors.Value > 2)
        {
            v2 = TLanes.Load(ref Unsafe.Add(ref source, third));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint second, nint third)
    {
        TLanes.Store(v0, ref destination);
        if (TVectors.Value > 1)
        {
            TLanes.Store(v1, ref Unsafe.Add(ref destination, second));
        }

        if (TVectors.Value > 2)
        {
            TLanes.Store(v2, ref Unsafe.Add(ref destination, third));
        }
    }

    /// <summary>s·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Multiply(T scale, in TileRow<T, TVector, TLanes, TVectors> x)
    {
        TVector s = TLanes.Broadcast(scale);
        v0 = TLanes.Multiply(s, x.v0);
        if (TVectors.Value > 1)
        {
            v1 = TLanes.Multiply(s, x.v1);
        }

        if (TVectors.Value > 2)
        {
            v2 = TLanes.Multiply(s, x.v2);
        }
    }

    /// <summary>The first term of a chain: s·x, or the row that begins at <paramref name="source"/> less s·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin<TChain>(T scale, in TileRow<T, TVector, TLanes, TVectors> x, ref T source, nint second, nint third)
        where TChain : struct, IChain
    {
        if (TChain.Subtracts)
        {
            Load(ref source, second, third);
            Continue<TChain>(scale, x);
        }
        else
        {
            Multiply(scale, x);
        }
    }

    /// <summary>One more term of a chain, s·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Continue<TChain>(T scale, in TileRow<T, TVector, TLanes, TVectors> x)
        where TChain : struct, IChain
    {
        TVector s = TLanes.Broadcast(scale);
        v0 = Continue<TChain>(s, x.v0, v0);
        if (TVectors.Value > 1)
        {
            v1 = Continue<TChain>(s, x.v1, v1);
        }

        if (TVectors.Value > 2)
        {
            v2 = Continue<TChain>(s, x.v2, v2);
        }
    }

    /// <summary>α·row + C, the row of C beginning at <paramref name="addend"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(T alpha, ref T addend, nint second, nint third)
    {
        TVector s = TLanes.Broadcast(alpha);
        v0 = TLanes.FusedMultiplyAdd(s, v0, TLanes.Load(ref addend));
        if (TVectors.Value > 1)
        {
            v1 = TLanes.FusedMultiplyAdd(s, v1, TLanes.Load(ref Unsafe.Add(ref addend, second)));
        }

        if (TVectors.Value > 2)
        {
            v2 = TLanes.FusedMultiplyAdd(s, v2, TLanes.Load(ref Unsafe.Add(ref addend, third)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Continue<TChain>(TVector scale, TVector x, TVector sum)
        where TChain : struct, IChain =>
        TChain.Subtracts ? TLanes.FusedMultiplySubtract(scale, x, sum) : TLanes.FusedMultiplyAdd(scale, x, sum);
}
