using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SpanLqr.Linear;

/// <summary>Lengths of spans, computed in 64 bits: what is too long for an array is an error and never a wrong number.</summary>
internal static class SpanLength
{
    /// <summary>The length as the int that a span takes.</summary>
    /// <param name="entries">How many entries are needed.</param>
    /// <param name="argument">The argument that asks for so many.</param>
    /// <exception cref="ArgumentException">No array is so long.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(long entries, string argument)
    {
        if (entries < 0 || entries > Array.MaxLength)
        {
            ThrowTooLong(entries, argument);
        }

        return (int)entries;
    }

    /// <summary>The length of count matrices of rows×columns entries one after the other.</summary>
    /// <exception cref="ArgumentException">No array is so long.</exception>
    public static int Of(long count, int rows, int columns, string argument)
    {
        Int128 entries = (Int128)count * rows * columns;
        return Of(entries > long.MaxValue ? long.MaxValue : (long)entries, argument);
    }

    [DoesNotReturn]
    private static void ThrowTooLong(long entries, string argument) =>
        throw new ArgumentException($"{argument} is too large: {entries} entries are needed, and an array holds at most {Array.MaxLength}.", argument);
}
