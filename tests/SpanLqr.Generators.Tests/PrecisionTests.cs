using System.Text.RegularExpressions;
using SpanLqr.Generators.Emit;
using SpanLqr.Generators.Tests.Harness;
using Xunit;

namespace SpanLqr.Generators.Tests;

/// <summary>That a shape in single precision is so throughout: one double in a formula would round twice.</summary>
public class PrecisionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 3)]
    [InlineData(12, 4)]
    [InlineData(32, 20)]
    public void ASingleShapeHasNoWordOfDouble(int states, int inputs)
    {
        string text = Generate(states, inputs, LqrPrecision.Single).Replace(MemberEmitter.Version, "");

        Assert.DoesNotMatch(@"\bdouble\b|Double\b", text);
        Assert.DoesNotMatch(@"(?<![\w.])\d+\.\d+(?![\df])", text);
        Assert.Matches(@"\bfloat\b", text);
    }

    [Fact]
    public void ADoubleShapeIsWhatAnAttributeWithoutPrecisionMeans() => Assert.Equal(
        Consumer.GenerateOne("[SpanLqr.LqrShape(3, 2)] public readonly partial struct Shape { }"),
        Generate(3, 2, LqrPrecision.Double));

    [Theory]
    [InlineData(4, "V128", "V256")]
    [InlineData(8, "V256", "V512")]
    public void ARowTakesHalfTheVector(int states, string single, string wide)
    {
        Assert.Equal(single, WidestInProduct(Generate(states, 1, LqrPrecision.Single)));
        Assert.Equal(wide, WidestInProduct(Generate(states, 1, LqrPrecision.Double)));
    }

    [Theory]
    [InlineData("double x = 1.0;", "float x = 1.0f;")]
    [InlineData("double.FusedMultiplyAdd(-l, 0.5, x)", "float.FusedMultiplyAdd(-l, 0.5f, x)")]
    [InlineData("Ref.Add(ref x, 10) // by Tool 1.0.0.0.", "Ref.Add(ref x, 10) // by Tool 1.0.0.0.")]
    [InlineData("redouble doubled d1_0", "redouble doubled d1_0")]
    public void SpellingChangesTypesAndLiteralsAndNothingElse(string wide, string single)
    {
        Assert.Equal(single, Precision.Single.Spell(wide));
        Assert.Equal(wide, Precision.Double.Spell(wide));
    }

    private static string Generate(int states, int inputs, LqrPrecision precision) => Consumer.GenerateOne(
        $"[SpanLqr.LqrShape({states}, {inputs}, Precision = SpanLqr.LqrPrecision.{precision})] public readonly partial struct Shape {{ }}");

    private static string WidestInProduct(string text)
    {
        string core = text[text.IndexOf("void ProductAA(", System.StringComparison.Ordinal)..];
        return Regex.Match(core, @"V\d+(?=\.IsHardwareAccelerated)").Value;
    }
}
