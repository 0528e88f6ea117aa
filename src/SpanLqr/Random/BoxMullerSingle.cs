using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.RandomNumbers;

/// <summary>As <see cref="BoxMuller"/>, in single precision from 32 + 32 bits; u has 23 bits, so |z| ≤ √(46 ln 2) = 5.65.</summary>
internal static class BoxMullerSingle
{
    private const uint One = 0x3F800000, ThreeQuarters = 0x3F400000, TwoTo23 = 0x4B000000;
    private const int MantissaBits = 23;
    private const uint ExponentBias = 128;
    private const float Ln2 = 0.69314718f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pair<TSingles, TSingle, TBits, TWord>(TWord first, TWord second, out TSingle z0, out TSingle z1)
        where TSingles : struct, ILanes<TSingle, float>
        where TBits : struct, ILanes<TWord, uint>
        where TSingle : struct
        where TWord : struct
    {
        TSingle u = TSingles.Subtract(TSingles.Broadcast(2), UpToTwo<TSingle, TBits, TWord>(first));
        TSingle radius = TSingles.Sqrt(MinusTwoLog<TSingles, TSingle, TBits, TWord>(u));
        TSingle angle = TSingles.Subtract(UpToTwo<TSingle, TBits, TWord>(second), TSingles.Broadcast(1.5f));
        TSingle square = TSingles.Multiply(angle, angle);
        TSingle cosine = TSingles.Multiply(radius, Cosine<TSingles, TSingle>(square));
        TSingle sine = TSingles.Multiply(radius, TSingles.Multiply(angle, SineOverTurn<TSingles, TSingle>(square)));

        // The angle is in the right quarter. The lowest nine bits of the second word took no part in it: one mirrors it in the vertical axis,
        // another in the diagonal.
        TWord c = TBits.Xor(Unsafe.BitCast<TSingle, TWord>(cosine), TBits.ShiftLeft(second, 31)), s = Unsafe.BitCast<TSingle, TWord>(sine);
        TWord stays = TBits.IsZero(TBits.And(second, TBits.Broadcast(2)));
        z0 = Unsafe.BitCast<TWord, TSingle>(TBits.Select(stays, c, s));
        z1 = Unsafe.BitCast<TWord, TSingle>(TBits.Select(stays, s, c));
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
        TSingle p = TSingles.Broadcast(-0.608698487f);
        p = TSingles.FusedMultiplyAdd(p, z, TSingles.Broadcast(-0.79905349f));
        p = TSingles.FusedMultiplyAdd(p, z, TSingles.Broadcast(-1.333341f));
        p = TSingles.FusedMultiplyAdd(p, z, TSingles.Broadcast(-4f));
        return TSingles.FusedMultiplyAdd(exponent, TSingles.Broadcast(-2 * Ln2), TSingles.Multiply(p, s));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle Cosine<TSingles, TSingle>(TSingle square)
        where TSingles : struct, ILanes<TSingle, float>
        where TSingle : struct
    {
        TSingle p = TSingles.Broadcast(0.00090336299f);
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(-0.0208599363f));
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(0.253669173f));
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(-1.23370051f));
        return TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle SineOverTurn<TSingles, TSingle>(TSingle square)
        where TSingles : struct, ILanes<TSingle, float>
        where TSingle : struct
    {
        TSingle p = TSingles.Broadcast(-0.00460165786f);
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(0.079680033f));
        p = TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(-0.64596349f));
        return TSingles.FusedMultiplyAdd(p, square, TSingles.Broadcast(1.57079637f));
    }
}
