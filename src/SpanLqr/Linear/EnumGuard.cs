using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Linear;

/// <summary>Arguments that are one of a list of names.</summary>
internal static class EnumGuard
{
    /// <summary>Requires a value that has a name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has none, as <c>(PopulationMode)99</c>.</exception>
    public static void Require<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, expected one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }
}
