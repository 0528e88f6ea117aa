namespace SpanLqr.ZeroOrder;

/// <summary>Names for noises: equal for equal ingredients, different for different ones (up to chance, 2⁻⁶⁴).</summary>
public static class NoiseKey
{
    /// <summary>The key of one sample of one iteration, for one purpose.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="purpose">What the noise is for.</param>
    /// <param name="iteration">The iteration.</param>
    /// <param name="sample">The sample.</param>
    public static ulong Of(ulong seed, ulong purpose, ulong iteration, ulong sample) =>
        Mix(sample ^ Mix(iteration ^ Mix(purpose ^ Mix(seed))));

    // The finaliser of SplitMix64 (Steele, Lea and Flood, 2014), a bijection that spreads every bit over all.
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
