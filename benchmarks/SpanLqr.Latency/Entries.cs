namespace SpanLqr.Latency;

/// <summary>The operands; latency.cpp makes the same ones.</summary>
internal static class Entries
{
    private const ulong Multiplier = 6364136223846793005;
    private const ulong Increment = 1442695040888963407;

    /// <summary>Uniform in (−scale, scale), by a 64-bit linear congruential generator.</summary>
    public static double[] Uniform(int length, double scale, ulong seed)
    {
        double[] entries = new double[length];
        ulong state = seed;
        for (int i = 0; i < length; i++)
        {
            state = (state * Multiplier) + Increment;
            entries[i] = scale * ((2 * ((state >> 11) * (1.0 / (1UL << 53)))) - 1);
        }

        return entries;
    }

    public static double[] Identity(int order)
    {
        double[] entries = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            entries[i * (order + 1)] = 1;
        }

        return entries;
    }
}
