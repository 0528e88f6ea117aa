using System.Globalization;
using SpanLqr.Generators.Tests.Harness;
using Xunit;

namespace SpanLqr.Generators.Tests;

public class DeterminismTests
{
    private const string Source = "namespace Plant; [SpanLqr.LqrShape(12, 4)] public readonly partial struct Iii;";

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public void AnotherCultureGivesTheSameText(string culture)
    {
        string expected = Consumer.GenerateOne(Source);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Hostile(culture);
            Assert.Equal(expected, Consumer.GenerateOne(Source));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TwoRunsGiveTheSameText() => Assert.Equal(Consumer.GenerateOne(Source), Consumer.GenerateOne(Source));

    [Fact]
    public void LinesEndInLineFeedsAndNothingElse()
    {
        string text = Consumer.GenerateOne(Source);

        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\t', text);
        Assert.EndsWith("}\n", text);
        Assert.DoesNotContain(" \n", text);
    }

    // Under invariant globalization every culture has invariant data, so the signs that matter are set by hand.
    private static CultureInfo Hostile(string name)
    {
        var culture = (CultureInfo)new CultureInfo(name, useUserOverride: false).Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return culture;
    }
}
