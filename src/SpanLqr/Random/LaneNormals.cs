using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.RandomNumbers;

/// <summary>
/// The normals of W streams side by side: vector k holds number k of each of them. Pair by pair the same numbers as
/// <see cref="NormalStream"/>, whatever W is and wherever in the vector a stream lies.
/// </summary>
internal static class LaneNormals
{
    /// <summary>The words of state that W generators need.</summary>
    public const int StateWords = 4;

    /// <summary>Starts W generators, as <see cref="Xoshiro256.Of"/> does one.</summary>
    /// <param name="key">The hash of seed and stream, <see cref="SplitMix64.Combine(ulong, ulong)"/>.</param>
    /// <param name="rollouts">W rollouts.</param>
    /// <param name="states">Receives W first words, W second words, and so on.</param>
    public static void Start<TBits, TWord>(ulong key, ref ulong rollouts, ref ulong states)
        where TBits : struct, ILanes<TWord, ulong>
        where TWord : struct
    {
        TWord state = SplitMix64.Combine<TBits, TWord>(key, TBits.Load(ref rollouts));
        for (int word = 0; word < StateWords; word++)
        {
            TBits.Store(SplitMix64.Next<TBits, TWord>(ref state), ref Unsafe.Add(ref states, word * TBits.Count));
        }
    }

    /// <summary>The next 2·pairs vectors of normals in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TDoubles, TDouble, TBits, TWord>(int pairs, ref ulong states, ref double destination)
        where TDoubles : struct, ILanes<TDouble, double>
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct
    {
        int lanes = TBits.Count;
        TWord s0 = TBits.Load(ref states), s1 = TBits.Load(ref Unsafe.Add(ref states, lanes));
        TWord s2 = TBits.Load(ref Unsafe.Add(ref states, 2 * lanes)), s3 = TBits.Load(ref Unsafe.Add(ref states, 3 * lanes));
        for (int pair = 0; pair < pairs; pair++)
        {
            TWord first = Next<TBits, TWord>(ref s0, ref s1, ref s2, ref s3);
            TWord second = Next<TBits, TWord>(ref s0, ref s1, ref s2, ref s3);
            BoxMuller.Pair<TDoubles, TDouble, TBits, TWord>(first, second, out TDouble z0, out TDouble z1);
            TDoubles.Store(z0, ref destination);
            TDoubles.Store(z1, ref Unsafe.Add(ref destination, lanes));
            destination = ref Unsafe.Add(ref destination, 2 * lanes);
        }

        TBits.Store(s0, ref states);
        TBits.Store(s1, ref Unsafe.Add(ref states, lanes));
        TBits.Store(s2, ref Unsafe.Add(ref states, 2 * lanes));
        TBits.Store(s3, ref Unsafe.Add(ref states, 3 * lanes));
    }

    /// <summary>The same in single precision: a generator serves two lanes, with the lower and the upper half of its words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillSingle<TSingles, TSingle, TBits, TWord, THalves, THalf>(int pairs, ref ulong states, ref float destination)
        where TSingles : struct, ILanes<TSingle, float>
        where TBits : struct, ILanes<TWord, ulong>
        where THalves : struct, ILanes<THalf, uint>
        where TSingle : struct
        where TWord : struct
        where THalf : struct
    {
        int words = TBits.Count, lanes = TSingles.Count;
        TWord s0 = TBits.Load(ref states), s1 = TBits.Load(ref Unsafe.Add(ref states, words));
        TWord s2 = TBits.Load(ref Unsafe.Add(ref states, 2 * words)), s3 = TBits.Load(ref Unsafe.Add(ref states, 3 * words));
        for (int pair = 0; pair < pairs; pair++)
        {
            THalf first = Unsafe.BitCast<TWord, THalf>(Next<TBits, TWord>(ref s0, ref s1, ref s2, ref s3));
            THalf second = Unsafe.BitCast<TWord, THalf>(Next<TBits, TWord>(ref s0, ref s1, ref s2, ref s3));
            BoxMullerSingle.Pair<TSingles, TSingle, THalves, THalf>(first, second, out TSingle z0, out TSingle z1);
            TSingles.Store(z0, ref destination);
            TSingles.Store(z1, ref Unsafe.Add(ref destination, lanes));
            destination = ref Unsafe.Add(ref destination, 2 * lanes);
        }

        TBits.Store(s0, ref states);
        TBits.Store(s1, ref Unsafe.Add(ref states, words));
        TBits.Store(s2, ref Unsafe.Add(ref states, 2 * words));
        TBits.Store(s3, ref Unsafe.Add(ref states, 3 * words));
    }

    /// <summary>xoshiro256++ in every lane; see <see cref="Xoshiro256.Next"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWord Next<TBits, TWord>(ref TWord s0, ref TWord s1, ref TWord s2, ref TWord s3)
        where TBits : struct, ILanes<TWord, ulong>
        where TWord : struct
    {
        TWord result = TBits.Add(TBits.RotateLeft(TBits.Add(s0, s3), 23), s0);
        TWord shifted = TBits.ShiftLeft(s1, 17);
        s2 = TBits.Xor(s2, s0);
        s3 = TBits.Xor(s3, s1);
        s1 = TBits.Xor(s1, s2);
        s0 = TBits.Xor(s0, s3);
        s2 = TBits.Xor(s2, shifted);
        s3 = TBits.RotateLeft(s3, 45);
        return result;
    }
}
