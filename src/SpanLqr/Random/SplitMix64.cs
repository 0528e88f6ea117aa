using SpanLqr.Shapes;

namespace SpanLqr.RandomNumbers;

/// <summary>SplitMix64: one well-mixed word from another, by which keys are hashed and generators seeded.</summary>
/// <remarks>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with Stafford's mixer 13.</remarks>
internal static class SplitMix64
{
    private const ulong Increment = 0x9E3779B97F4A7C15, Multiplier0 = 0xBF58476D1CE4E5B9, Multiplier1 = 0x94D049BB133111EB;

    /// <summary>The next word; the state moves on.</summary>
    public static ulong Next(ref ulong state)
    {
        state += Increment;
        return Mix(state);
    }

    /// <summary>A word that depends on both.</summary>
    public static ulong Combine(ulong x, ulong y) => Mix(Mix(x + Increment) + y + Increment);

    /// <summary>The same in every lane.</summary>
    public static TWord Next<TBits, TWord>(ref TWord state)
        where TBits : struct, ILanes<TWord, ulong>
        where TWord : struct
    {
        state = TBits.Add(state, TBits.Broadcast(Increment));
        return Mix<TBits, TWord>(state);
    }

    /// <summary>The same in every lane, x common to all.</summary>
    public static TWord Combine<TBits, TWord>(ulong x, TWord y)
        where TBits : struct, ILanes<TWord, ulong>
        where TWord : struct =>
        Mix<TBits, TWord>(TBits.Add(TBits.Broadcast(Mix(x + Increment) + Increment), y));

    private static TWord Mix<TBits, TWord>(TWord x)
        where TBits : struct, ILanes<TWord, ulong>
        where TWord : struct
    {
        x = TBits.Multiply(TBits.Xor(x, TBits.ShiftRight(x, 30)), TBits.Broadcast(Multiplier0));
        x = TBits.Multiply(TBits.Xor(x, TBits.ShiftRight(x, 27)), TBits.Broadcast(Multiplier1));
        return TBits.Xor(x, TBits.ShiftRight(x, 31));
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * Multiplier0;
        x = (x ^ (x >> 27)) * Multiplier1;
        return x ^ (x >> 31);
    }
}
