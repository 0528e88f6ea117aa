using System;
using System.Numerics;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>What the tests must know of a precision: how it rounds, where it ends, what is large and small in it.</summary>
internal static class Arithmetic<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly bool IsSingle = typeof(T) == typeof(float);

    /// <summary>u: half the distance from 1 to the next number.</summary>
    public static double UnitRoundoff { get; } = IsSingle ? 1.0 / (1L << 24) : 1.0 / (1L << 53);

    /// <summary>The smallest positive number.</summary>
    public static double Epsilon { get; } = double.CreateTruncating(T.Epsilon);

    /// <summary>The largest number.</summary>
    public static double MaxValue { get; } = IsSingle ? float.MaxValue : double.MaxValue;

    /// <summary>A number below the normal ones.</summary>
    public static double Denormal { get; } = Round(IsSingle ? 1e-40 : 1e-310);

    /// <summary>So large that a product of two is far from overflow and a product of three is not.</summary>
    public static double Large { get; } = IsSingle ? 1e15 : 1e150;

    /// <summary>Exponents ±k, of which four may be added in a computation without leaving the normal numbers.</summary>
    public static int Exponent { get; } = IsSingle ? 25 : 250;

    /// <summary>The nearest number of this precision.</summary>
    public static double Round(double value) => double.CreateTruncating(T.CreateTruncating(value));
}
