using System;

namespace SpanLqr.RandomNumbers;

/// <summary>The natural logarithm of a double, of correctly rounded operations only: no bit depends on a library or on the machine.</summary>
internal static class NaturalLog
{
    private const long ThreeQuarters = 0x3FE8L << 48;
    private const int MantissaBits = 52;
    private const double Ln2 = 0.69314718055994531;

    // Below this ln(1 + x) comes from x itself, and 1 + x is never rounded.
    private const double SmallArgument = 0.25;

    /// <summary>ln x for a normal x &gt; 0: x = m·2ᵉ with m in [3/4, 3/2).</summary>
    public static double Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        long exponent = (bits - ThreeQuarters) >> MantissaBits;
        double mantissa = BitConverter.Int64BitsToDouble(bits - (exponent << MantissaBits));
        return (exponent * Ln2) + TwiceArtanh((mantissa - 1) / (mantissa + 1));
    }

    /// <summary>ln(1 + x) for x &gt; −1, to full relative precision where x is small.</summary>
    public static double OfOnePlus(double x) => Math.Abs(x) < SmallArgument ? TwiceArtanh(x / (2 + x)) : Of(1 + x);

    /// <summary>2 artanh s by its series, |s| ≤ 1/5: the first term left out is below 1e−16 of the sum.</summary>
    private static double TwiceArtanh(double s)
    {
        double z = s * s;
        double p = 2.0 / 21;
        p = (p * z) + (2.0 / 19);
        p = (p * z) + (2.0 / 17);
        p = (p * z) + (2.0 / 15);
        p = (p * z) + (2.0 / 13);
        p = (p * z) + (2.0 / 11);
        p = (p * z) + (2.0 / 9);
        p = (p * z) + (2.0 / 7);
        p = (p * z) + (2.0 / 5);
        p = (p * z) + (2.0 / 3);
        return s * ((p * z) + 2);
    }
}
