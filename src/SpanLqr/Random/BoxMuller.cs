using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SpanLqr.Shapes;

namespace SpanLqr.RandomNumbers;

/// <summary>
/// Two standard normals from 128 random bits, in every lane alike: r = √(−2 ln u) on the sine and cosine of an angle. Written with
/// correctly rounded operations only, so that no bit depends on the vector width or on a library's logarithm.
/// </summary>
/// <remarks>
/// The angle is drawn in [−π/4, π/4) and the quarter by three spare bits (two signs and an exchange), so no argument is reduced.
/// u has 52 bits, so |z| ≤ √(104 ln 2) = 8.49. Box and Muller, Ann. Math. Statist. 29(2), 1958.
/// </remarks>
internal static class BoxMuller
{
    private const ulong One = 0x3FF0000000000000, ThreeQuarters = 0x3FE8000000000000, TwoTo52 = 0x4330000000000000, Sign = 1UL << 63;
    private const int MantissaBits = 52;

    /// <summary>Added to exponents so that they are positive when shifted.</summary>
    private const ulong ExponentBias = 1024;

    private const double QuarterTurn = 1.5707963267948966, Ln2 = 0.69314718055994531;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pair<TDoubles, TDouble, TBits, TWord>(TWord first, TWord second, out TDouble z0, out TDouble z1)
        where TDoubles : struct, ILanes<TDouble, double>
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct
    {
        // 2 − [1, 2) = (0, 1].
        TDouble u = TDoubles.Subtract(TDoubles.Broadcast(2), UpToTwo<TDouble, TBits, TWord>(first));
        TDouble radius = TDoubles.Sqrt(MinusTwoLog<TDoubles, TDouble, TBits, TWord>(u));
        TDouble angle = TDoubles.Multiply(
            TDoubles.Subtract(UpToTwo<TDouble, TBits, TWord>(second), TDoubles.Broadcast(1.5)), TDoubles.Broadcast(QuarterTurn));
        TDouble square = TDoubles.Multiply(angle, angle);
        TDouble cosine = TDoubles.Multiply(radius, Cosine<TDoubles, TDouble>(square));
        TDouble sine = TDoubles.Multiply(radius, TDoubles.Multiply(angle, SineOverAngle<TDoubles, TDouble>(square)));

        // The lowest twelve bits of the second word took no part in the angle.
        TWord signs0 = TBits.ShiftLeft(second, 63), signs1 = TBits.And(TBits.ShiftLeft(second, 62), TBits.Broadcast(Sign));
        TWord stays = TBits.IsZero(TBits.And(second, TBits.Broadcast(4)));
        TWord c = Unsafe.BitCast<TDouble, TWord>(cosine), s = Unsafe.BitCast<TDouble, TWord>(sine);
        z0 = Unsafe.BitCast<TWord, TDouble>(TBits.Xor(TBits.Select(stays, c, s), signs0));
        z1 = Unsafe.BitCast<TWord, TDouble>(TBits.Xor(TBits.Select(stays, s, c), signs1));
    }

    /// <summary>A uniform number in [1, 2) from the upper 52 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble UpToTwo<TDouble, TBits, TWord>(TWord bits)
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct =>
        Unsafe.BitCast<TWord, TDouble>(TBits.Or(TBits.ShiftRight(bits, 64 - MantissaBits), TBits.Broadcast(One)));

    /// <summary>−2 ln u for u in (0, 1]: u = m·2ᵉ with m in [3/4, 3/2), ln m = 2 artanh((m − 1)/(m + 1)) by its series, |argument| ≤ 1/5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble MinusTwoLog<TDoubles, TDouble, TBits, TWord>(TDouble u)
        where TDoubles : struct, ILanes<TDouble, double>
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct
    {
        Split<TDoubles, TDouble, TBits, TWord>(u, out TDouble mantissa, out TDouble exponent);
        TDouble one = TDoubles.Broadcast(1);
        TDouble s = TDoubles.Divide(TDoubles.Subtract(mantissa, one), TDoubles.Add(mantissa, one));
        TDouble z = TDoubles.Multiply(s, s);
        TDouble p = TDoubles.Broadcast(-4.0 / 19);
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0 / 17));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0 / 15));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0 / 13));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0 / 11));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0 / 9));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0 / 7));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0 / 5));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0 / 3));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.0));
        return TDoubles.FusedMultiplyAdd(exponent, TDoubles.Broadcast(-2 * Ln2), TDoubles.Multiply(p, s));
    }

    /// <summary>u = m·2ᵉ with m in [3/4, 3/2), both exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split<TDoubles, TDouble, TBits, TWord>(TDouble u, out TDouble mantissa, out TDouble exponent)
        where TDoubles : struct, ILanes<TDouble, double>
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct
    {
        if (typeof(TDouble) == typeof(Vector512<double>) && Avx512F.IsSupported)
        {
            // The same two numbers in three instructions: 4/3·u reaches a power of two exactly where the mantissa reaches 3/4.
            Vector512<double> v = Unsafe.BitCast<TDouble, Vector512<double>>(u);
            mantissa = Unsafe.BitCast<Vector512<double>, TDouble>(Avx512F.GetMantissa(v, 3));
            exponent = Unsafe.BitCast<Vector512<double>, TDouble>(Avx512F.GetExponent(v * Vector512.Create(4.0 / 3.0)));
            return;
        }

        TWord bits = Unsafe.BitCast<TDouble, TWord>(u);
        TWord biased = TBits.ShiftRight(
            TBits.Add(bits, TBits.Broadcast(unchecked((ExponentBias << MantissaBits) - ThreeQuarters))), MantissaBits);
        mantissa = Unsafe.BitCast<TWord, TDouble>(
            TBits.Add(TBits.Subtract(bits, TBits.ShiftLeft(biased, MantissaBits)), TBits.Broadcast(unchecked(ExponentBias << MantissaBits))));
        exponent = TDoubles.Subtract(
            Unsafe.BitCast<TWord, TDouble>(TBits.Or(biased, TBits.Broadcast(TwoTo52))), TDoubles.Broadcast((1UL << MantissaBits) + ExponentBias));
    }

    /// <summary>cos x from x², |x| ≤ π/4, by Taylor's series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Cosine<TDoubles, TDouble>(TDouble square)
        where TDoubles : struct, ILanes<TDouble, double>
        where TDouble : struct
    {
        TDouble p = TDoubles.Broadcast(-1.0 / 87178291200);
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1.0 / 479001600));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-1.0 / 3628800));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1.0 / 40320));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-1.0 / 720));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1.0 / 24));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-1.0 / 2));
        return TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1));
    }

    /// <summary>sin x / x from x², |x| ≤ π/4, by Taylor's series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble SineOverAngle<TDoubles, TDouble>(TDouble square)
        where TDoubles : struct, ILanes<TDouble, double>
        where TDouble : struct
    {
        TDouble p = TDoubles.Broadcast(-1.0 / 1307674368000);
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1.0 / 6227020800));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-1.0 / 39916800));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1.0 / 362880));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-1.0 / 5040));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1.0 / 120));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-1.0 / 6));
        return TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1));
    }
}
