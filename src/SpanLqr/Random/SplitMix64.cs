namespace SpanLqr.RandomNumbers;

/// <summary>SplitMix64: one well-mixed word from another, by which keys are hashed and generators seeded.</summary>
/// <remarks>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with Stafford's mixer 13.</remarks>
internal static class SplitMix64
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The next word; the state moves on.</summary>
    public static ulong Next(ref ulong state)
    {
        state += Increment;
        return Mix(state);
    }

    /// <summary>A word that depends on both.</summary>
    public static ulong Combine(ulong x, ulong y) => Mix(Mix(x + Increment) + y + Increment);

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
