using System.Globalization;

namespace SpanLqr.Generators.Catalog;

/// <summary>Numbers and names as they stand in emitted text, whatever the culture of the machine that builds.</summary>
internal static class Text
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name of an operand from its letter.</summary>
    public static string Lower(char letter) => char.ToLowerInvariant(letter).ToString();
}
