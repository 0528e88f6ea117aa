using System.Numerics;

namespace SpanLqr.RandomNumbers;

/// <summary>xoshiro256++: 64 random bits a call, period 2²⁵⁶ − 1.</summary>
/// <remarks>Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021.</remarks>
internal struct Xoshiro256
{
    /// <summary>The state, never all zero.</summary>
    public ulong S0, S1, S2, S3;

    /// <summary>The generator of one rollout: its state is a hash of (seed, stream, rollout).</summary>
    public static Xoshiro256 Of(ulong seed, ulong stream, ulong rollout)
    {
        ulong state = SplitMix64.Combine(SplitMix64.Combine(seed, stream), rollout);
        Xoshiro256 generator;
        generator.S0 = SplitMix64.Next(ref state);
        generator.S1 = SplitMix64.Next(ref state);
        generator.S2 = SplitMix64.Next(ref state);
        generator.S3 = SplitMix64.Next(ref state);
        return generator;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(S0 + S3, 23) + S0;
        ulong shifted = S1 << 17;
        S2 ^= S0;
        S3 ^= S1;
        S1 ^= S2;
        S0 ^= S3;
        S2 ^= shifted;
        S3 = BitOperations.RotateLeft(S3, 45);
        return result;
    }
}
