using System.Globalization;

namespace SpanLqr.Generators.Catalog;

/// <summary>Numbers as they stand in emitted text, whatever the culture of the machine that builds.</summary>
internal static class Text
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);
}
