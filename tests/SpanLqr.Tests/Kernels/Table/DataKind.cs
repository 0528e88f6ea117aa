using System;
using System.Numerics;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>What numbers a claim is checked on.</summary>
internal enum DataKind
{
    /// <summary>Well-scaled random ones, <see cref="CallData.Create"/>.</summary>
    Ordinary,

    /// <summary><see cref="SpecialData.IllScaled"/>.</summary>
    IllScaled,

    /// <summary><see cref="SpecialData.Special"/>.</summary>
    Special,
}

internal static class DataKinds
{
    /// <summary>Numbers of this kind for one call.</summary>
    public static CallData Create<T>(this DataKind kind, Operand[] operands, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => kind switch
        {
            DataKind.Ordinary => CallData.Create<T>(operands, seed),
            DataKind.IllScaled => SpecialData.IllScaled<T>(operands, seed),
            DataKind.Special => SpecialData.Special<T>(operands, seed),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
