using System;

namespace SpanLqr.RandomNumbers;

/// <summary>
/// Philox4x32-10: 128 random bits as a function of a 128-bit counter and a 64-bit key, in any order; for what is drawn by its index rather
/// than in sequence.
/// </summary>
/// <remarks>Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.</remarks>
public static class Philox4x32
{
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The block of a counter; words of 32 bits, the first one lowest.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="key">The key.</param>
    /// <returns>128 random bits.</returns>
    public static UInt128 Block(UInt128 counter, ulong key)
    {
        uint c0 = (uint)counter, c1 = (uint)(counter >> 32), c2 = (uint)(counter >> 64), c3 = (uint)(counter >> 96);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return new UInt128(((ulong)c3 << 32) | c2, ((ulong)c1 << 32) | c0);
    }
}
