using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SpanLqr.Generators.Tests.Harness;
using Xunit;

namespace SpanLqr.Generators.Tests;

public class DeclarationTests
{
    [Theory]
    [InlineData("[SpanLqr.LqrShape(1, 1)] readonly partial struct Shape { }")]
    [InlineData("namespace A.B.C { [SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { } }")]
    [InlineData("namespace A; [SpanLqr.LqrShape(1, 1)] internal readonly partial struct Shape { }")]
    [InlineData("namespace A; public partial class Outer { [SpanLqr.LqrShape(1, 1)] private readonly partial struct Shape { } }")]
    [InlineData("namespace A; public partial class Outer { [SpanLqr.LqrShape(1, 1)] protected internal readonly partial struct Shape { } }")]
    [InlineData("public static partial class Outer { [SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { } }")]
    [InlineData("public abstract partial class Outer { public sealed partial class Inner { [SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { } } }")]
    [InlineData("public partial struct Outer { [SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { } }")]
    [InlineData("public partial record Outer(int X) { [SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { } }")]
    [InlineData("public readonly partial record struct Outer { [SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { } }")]
    [InlineData("public partial interface IOuter { [SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { } }")]
    [InlineData("namespace @event.@class { public partial class @struct { [SpanLqr.LqrShape(1, 1)] public readonly partial struct @record { } } }")]
    [InlineData("[SpanLqr.LqrShape(1, 1)] public readonly partial record struct Shape { }")]
    [InlineData("[SpanLqr.LqrShape(1, 1)] public partial struct Shape { }")]
    [InlineData("[SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { } public readonly partial struct Shape { }")]
    [InlineData("namespace A { using L = SpanLqr.LqrShapeAttribute; [L(inputs: 1, states: 1)] public readonly partial struct Shape { } }")]
    public void EveryPlaceAndAccessibilityCompilesWithoutAWarning(string source)
    {
        CSharpCompilation compilation = Consumer.Compile(source);

        Assert.Single(Consumer.Generate(compilation));
        Assert.Empty(Consumer.Messages(compilation));
    }

    [Fact]
    public void NamesOfTheUsersThatLookLikeTheLibrarysDoNoHarm()
    {
        const string Source =
            """
            namespace App
            {
                namespace System { }
                namespace Math { }
                namespace Unsafe { }
                public class Vector256 { }
                public class Span<T> { }
                public class ReadOnlySpan<T> { }
                public class Kernels { }
                public class ILqrShape { }
                namespace Inner
                {
                    [global::SpanLqr.LqrShape(12, 4)] public readonly partial struct Shape { }
                    [global::SpanLqr.LqrShape(3, 2)] public readonly partial struct Kernels { }
                }
            }
            """;

        Assert.Empty(Consumer.Messages(Consumer.Compile(Source)));
    }

    [Fact]
    public void ShapesOfOneNameInDifferentPlacesGetDifferentFiles()
    {
        CSharpCompilation compilation = Consumer.Compile(
            """
            [SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { }
            namespace A { [SpanLqr.LqrShape(1, 2)] public readonly partial struct Shape { } }
            namespace A { public partial class B { [SpanLqr.LqrShape(2, 1)] public readonly partial struct Shape { } } }
            """);

        Assert.Equal(
            ["A.B.Shape.LqrShape.g.cs", "A.Shape.LqrShape.g.cs", "Shape.LqrShape.g.cs"],
            Consumer.Generate(compilation).Select(static file => file.HintName).Order(System.StringComparer.Ordinal));
        Assert.Empty(Consumer.Messages(compilation));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    public void EveryLanguageVersionFromTheLowestCompiles(LanguageVersion version)
    {
        CSharpCompilation compilation = Consumer.Compile("[SpanLqr.LqrShape(3, 2)] public readonly partial struct Shape { }", version);

        Assert.Single(Consumer.Generate(compilation));
        Assert.Empty(Consumer.Messages(compilation));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.Latest)]
    public void SinglePrecisionCompilesFromTheLowestLanguageVersion(LanguageVersion version)
    {
        CSharpCompilation compilation = Consumer.Compile(
            "[SpanLqr.LqrShape(3, 2, Precision = SpanLqr.LqrPrecision.Single)] public readonly partial struct Shape { }", version);

        Assert.Single(Consumer.Generate(compilation));
        Assert.Empty(Consumer.Messages(compilation));
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(32, 1)]
    [InlineData(32, 32)]
    [InlineData(5, 3)]
    [InlineData(7, 7)]
    [InlineData(9, 5)]
    [InlineData(11, 2)]
    [InlineData(13, 9)]
    [InlineData(17, 16)]
    public void UnusualSizesCompileWithoutAWarning(int states, int inputs) => Assert.Empty(
        Consumer.Messages(Consumer.Compile(
            $$"""
            [SpanLqr.LqrShape({{states}}, {{inputs}})] public readonly partial struct Shape { }
            [SpanLqr.LqrShape({{states}}, {{inputs}}, Precision = SpanLqr.LqrPrecision.Single)] public readonly partial struct Narrow { }
            """)));
}
