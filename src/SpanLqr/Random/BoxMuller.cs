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
/// The angle is drawn in [−π/4, π/4) and mirrored by two spare bits, so no argument is reduced.
/// u has 52 bits, so |z| ≤ √(104 ln 2) = 8.49. The polynomials have the least relative error of their degree, by Remez's exchange with 50
/// digits: 1.5·10⁻¹⁵ in ln u, 6·10⁻¹⁷ in the cosine, 3·10⁻¹⁸ in the sine. Box and Muller, Ann. Math. Statist. 29(2), 1958.
/// </remarks>
internal static class BoxMuller
{
    private const ulong One = 0x3FF0000000000000, ThreeQuarters = 0x3FE8000000000000, TwoTo52 = 0x4330000000000000;
    private const int MantissaBits = 52;

    /// <summary>Added to exponents so that they are positive when shifted.</summary>
    private const ulong ExponentBias = 1024;

    private const double Ln2 = 0.69314718055994531;

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
        TDouble angle = TDoubles.Subtract(UpToTwo<TDouble, TBits, TWord>(second), TDoubles.Broadcast(1.5));
        TDouble square = TDoubles.Multiply(angle, angle);
        TDouble cosine = TDoubles.Multiply(radius, Cosine<TDoubles, TDouble>(square));
        TDouble sine = TDoubles.Multiply(radius, TDoubles.Multiply(angle, SineOverTurn<TDoubles, TDouble>(square)));

        // The angle is in the right quarter. The lowest twelve bits of the second word took no part in it: one mirrors it in the vertical axis,
        // another in the diagonal.
        TWord c = TBits.Xor(Unsafe.BitCast<TDouble, TWord>(cosine), TBits.ShiftLeft(second, 63)), s = Unsafe.BitCast<TDouble, TWord>(sine);
        TWord stays = TBits.IsZero(TBits.And(second, TBits.Broadcast(2)));
        z0 = Unsafe.BitCast<TWord, TDouble>(TBits.Select(stays, c, s));
        z1 = Unsafe.BitCast<TWord, TDouble>(TBits.Select(stays, s, c));
    }

    /// <summary>A uniform number in [1, 2) from the upper 52 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble UpToTwo<TDouble, TBits, TWord>(TWord bits)
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct =>
        Unsafe.BitCast<TWord, TDouble>(TBits.Or(TBits.ShiftRight(bits, 64 - MantissaBits), TBits.Broadcast(One)));

    /// <summary>−2 ln u for u in (0, 1]: u = m·2ᵉ with m in [3/4, 3/2), ln m = 2 artanh((m − 1)/(m + 1)), |argument| ≤ 1/5.</summary>
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
        TDouble p = TDoubles.Broadcast(-0.3480374964754491);
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-0.3613601245812919));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-0.4445073271943833));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-0.571427684114242));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-0.8000000059475512));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-1.3333333333184039));
        p = TDoubles.FusedMultiplyAdd(p, z, TDoubles.Broadcast(-4.000000000000006));
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

    /// <summary>cos(πx/2) from x², |x| ≤ 1/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Cosine<TDoubles, TDouble>(TDouble square)
        where TDoubles : struct, ILanes<TDouble, double>
        where TDouble : struct
    {
        TDouble p = TDoubles.Broadcast(4.6546177026489394e-07);
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-2.520008413967759e-05));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(0.0009192599355806622));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-0.02086348073305861));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(0.2536695078997531));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-1.2337005501361489));
        return TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1));
    }

    /// <summary>sin(πx/2)/x from x², |x| ≤ 1/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble SineOverTurn<TDoubles, TDouble>(TDouble square)
        where TDoubles : struct, ILanes<TDouble, double>
        where TDouble : struct
    {
        TDouble p = TDoubles.Broadcast(5.633721016484235e-08);
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-3.598641754487236e-06));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(0.00016044115029166428));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-0.00468175413228242));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(0.07969262624603957));
        p = TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(-0.6459640975062443));
        return TDoubles.FusedMultiplyAdd(p, square, TDoubles.Broadcast(1.5707963267948966));
    }
}
