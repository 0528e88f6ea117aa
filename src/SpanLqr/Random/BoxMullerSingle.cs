using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.RandomNumbers;

/// <summary>As <see cref="BoxMuller"/>, in single precision from 32 + 32 bits; u has 23 bits, so |z| ≤ √(46 ln 2) = 5.65.</summary>
internal static class BoxMullerSingle
{
    private const uint One = 0x3F800000, ThreeQuarters = 0x3F400000, TwoTo23 = 0x4B000000, Sign = 1U << 31;
    private const int MantissaBits = 23;
    private const uint ExponentBias = 128;
    private const float QuarterTurn = 1.5707963f, Ln2 = 0.69314718f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pair<TSingles, TSingle, TBits, TWord>(TWord first, TWord second, out TSingle z0, out TSingle z1)
        where TSingles : struct, ILanes<TSingle, float>
        where TBits : struct, ILanes<TWord, uint>
        where TSingle : struct
        where TWord : struct
    {
        TSingle u = TSingles.Subtract(TSingles.Broadcast(2), UpToTwo<TSingle, TBits, TWord>(first));
        TSingle radius = TSingles.Sqrt(MinusTwoLog<TSingles, TSingle, TBits, TWord>(u));
        TSingle angle = TSingles.Multiply(
            TSingles.Subtract(UpToTwo<TSingle, TBits, TWord>(second), TSingles.Broadcast(1.5f)), TSingles.Broadcast(QuarterTurn));
        TSingle square = TSingles.Multiply(angle, angle);
        TSingle cosine = TSingles.Multiply(radius, Cosine<TSingles, TSingle>(square));
        TSingle sine = TSingles.Multiply(radius, TSingles.Multiply(angle, SineOverAngle<TSingles, TSingle>(square)));

        // The lowest nine bits of the second word took no part in the angle.
        TWord signs0 = TBits.ShiftLeft(second, 31), signs1 = TBits.And(TBits.ShiftLeft(second, 30), TBits.Broadcast(Sign));
        TWord stays = TBits.IsZero(TBits.And(second, TBits.Broadcast(4)));
        TWord c = Unsafe.BitCast<TSingle, TWord>(cosine), s = Unsafe.BitCast<TSingle, TWord>(sine);
        z0 = Unsafe.BitCast<TWord, TSingle>(TBits.Xor(TBits.Select(stays, c, s), signs0));
        z1 = Unsafe.BitCast<TWord, TSingle>(TBits.Xor(TBits.Select(stays, s, c), signs1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle UpToTwo<TSingle, TBits, TWord>(TWord bits)
        where TBits : struct, ILanes<TWord, uint>
        where TSingle : struct
        where TWord : struct =>
        Unsafe.BitCast<TWord, TSingle>(TBits.Or(TBits.ShiftRight(bits, 32 - MantissaBits), TBits.Broadcast(One)));

    /// <summary>−2 ln u for u in (0, 1], never negative: both terms of the sum are then at least zero or e is −1 and outweighs the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle MinusTwoLog<TSingles, TSingle, TBits, TWord>(TSingle u)
        where TSingles : struct, ILanes<TSingle, float>
        where TBits : struct, ILanes<TWord, uint>
        where TSingle : struct
        where TWord : struct
    {
        TWord bits = Unsafe.BitCast<TSingle, TWord>(u);
        TWord biased = TBits.ShiftRight(
            TBits.Add(bits, TBits.Broadcast(unchecked((ExponentBias << MantissaBits) - ThreeQuarters))), MantissaBits);
        TSingle mantissa = Unsafe.BitCast<TWord, TSingle>(
            TBits.Add(TBits.Subtract(bits, TBits.ShiftLeft(biased, MantissaBits)), TBits.Broadcast(unchecked(ExponentBias << MantissaBits))));
        TSingle exponent = TSingles.Subtract(
            Unsafe.BitCast<TWord, TSingle>(TBits.Or(biased, TBits.Broadcast(TwoTo23))), TSingles.Broadcast((1U << MantissaBits) + ExponentBias));
        TSingle one = TSingles.Broadcast(1);
        TSingle s = TSingles.Divide(TSingles.Subtract(mantissa, one), TSingles.Add(mantissa, one));
        TSingle z = TSingles.Multiply(s, s);
        TSingle p = TSingles.Broadcast(-4f / 9);
        p = TSingles.FusedMultiplyAdd(p, z, TSingles.Broadcast(-4f / 7));
        p = TSingles.FusedMultiplyAdd(p, z, TSingles.Broadcast(-4f / 5));
        p = TSingles.FusedMultiplyAdd(p, z, TSingles.Broadcast(-4f / 3));
        p = TSingles.FusedMultiplyAdd(p, z, TSingles.Broadcast(-4f));
        return TSingles.FusedMultiplyAdd(exponent, TSingles.Broadcast(-2 * Ln2), TSingles.Multiply(p, s));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle Cosine<TSingles, TSingle>(TSingle square)
        where TSingles : struct, ILanes<TSingle, float>
        where TSingle : struct
    {
        TSingle p = TSingles.Broadcast(1f / 40320);
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(-1f / 720));
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(1f / 24));
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(-1f / 2));
        return TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle SineOverAngle<TSingles, TSingle>(TSingle square)
        where TSingles : struct, ILanes<TSingle, float>
        where TSingle : struct
    {
        TSingle p = TSingles.Broadcast(-1f / 5040);
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(1f / 120));
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(-1f / 6));
        return TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(1));
    }
}
