using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SpanLqr.Generators.Diagnostics;
using SpanLqr.Generators.Tests.Harness;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Generators.Tests;

public class DiagnosticTests
{
    [Theory]
    [InlineData("SLQ0001", "[SpanLqr.LqrShape(2, 1)] public readonly struct Shape { }", "'Shape' must be partial")]
    [InlineData("SLQ0001", "public class Outer { [SpanLqr.LqrShape(2, 1)] public readonly partial struct Shape { } }", "'Outer' must be partial")]
    [InlineData("SLQ0002", "[SpanLqr.LqrShape(2, 1)] public partial class Shape { }", "'Shape' is declared as class")]
    [InlineData("SLQ0002", "[SpanLqr.LqrShape(2, 1)] public partial record Shape { }", "'Shape' is declared as record class")]
    [InlineData("SLQ0002", "[SpanLqr.LqrShape(2, 1)] public partial interface IShape { }", "'IShape' is declared as interface")]
    [InlineData("SLQ0002", "[SpanLqr.LqrShape(2, 1)] public ref partial struct Shape { }", "'Shape' is declared as ref struct")]
    [InlineData("SLQ0003", "[SpanLqr.LqrShape(0, 1)] public readonly partial struct Shape { }", "number of states of shape 'Shape' is 0")]
    [InlineData("SLQ0003", "[SpanLqr.LqrShape(2, -1)] public readonly partial struct Shape { }", "number of inputs of shape 'Shape' is -1")]
    [InlineData("SLQ0003", "[SpanLqr.LqrShape(33, 1)] public readonly partial struct Shape { }", "from 1 to 32")]
    [InlineData("SLQ0003", "[SpanLqr.LqrShape(1, 33)] public readonly partial struct Shape { }", "dynamic shape")]
    [InlineData("SLQ0004", "[SpanLqr.LqrShape(2, 1)] public readonly partial struct Shape<T> { }", "'Shape' is generic")]
    [InlineData("SLQ0004", "public partial class Outer<T> { [SpanLqr.LqrShape(2, 1)] public readonly partial struct Shape { } }", "'Outer' is generic")]
    [InlineData("SLQ0004", "[SpanLqr.LqrShape(2, 1)] file readonly partial struct Shape { }", "'Shape' is file-local")]
    [InlineData("SLQ0005", "[SpanLqr.LqrShape(2, 1), SpanLqr.LqrShape(2, 1)] public readonly partial struct Shape { }", "2 times")]
    [InlineData("SLQ0005", "[SpanLqr.LqrShape(2, 1)] partial struct Shape { } [SpanLqr.LqrShape(3, 1)] partial struct Shape { }", "2 times")]
    [InlineData("SLQ0007", "[SpanLqr.LqrShape(2, 1, Precision = (SpanLqr.LqrPrecision)2)] public readonly partial struct Shape { }", "precision of shape 'Shape' is 2")]
    [InlineData("SLQ0007", "[SpanLqr.LqrShape(2, 1, Precision = (SpanLqr.LqrPrecision)(-1))] public readonly partial struct Shape { }", "is -1")]
    public async Task WhatCannotBeAShapeIsReportedOnceAndNotGenerated(string id, string source, string message)
    {
        CSharpCompilation compilation = Consumer.Compile(source, LanguageVersion.Preview);

        Diagnostic diagnostic = Assert.Single(await Report(compilation));

        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage());
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.True(diagnostic.Location.IsInSource);
        Assert.Empty(Consumer.Generate(compilation));
    }

    [Fact]
    public async Task ALowLanguageVersionIsReportedAndNotGenerated()
    {
        CSharpCompilation compilation = Consumer.Compile("[SpanLqr.LqrShape(2, 1)] public readonly partial struct Shape { }", LanguageVersion.CSharp10);

        Diagnostic diagnostic = Assert.Single(await Report(compilation));

        Assert.Equal("SLQ0006", diagnostic.Id);
        Assert.Contains("need C# 11.0; this project compiles as C# 10.0", diagnostic.GetMessage());
        Assert.Empty(Consumer.Generate(compilation));
    }

    [Fact]
    public async Task EveryFaultOfOneShapeIsReported()
    {
        CSharpCompilation compilation = Consumer.Compile("public class Outer<T> { [SpanLqr.LqrShape(0, 99)] public struct Shape { } }");

        string[] ids = [.. (await Report(compilation)).Select(static diagnostic => diagnostic.Id).Order()];

        Assert.Equal(["SLQ0001", "SLQ0001", "SLQ0003", "SLQ0003", "SLQ0004"], ids);
    }

    [Theory]
    [InlineData("[SpanLqr.LqrShape(1, 1)] public readonly partial struct Shape { }")]
    [InlineData("[SpanLqr.LqrShape(32, 32)] public readonly partial struct Shape { }")]
    [InlineData("public partial class Outer { [SpanLqr.LqrShape(2, 1)] private partial record struct Shape { } }")]
    [InlineData("public class Generic<T> { } public struct NotMarked { }")]
    public async Task WhatIsAShapeOrIsNotMarkedIsNotReported(string source) => Assert.Empty(await Report(Consumer.Compile(source)));

    [Fact]
    public async Task ArgumentsThatDoNotCompileAreLeftToTheCompiler()
    {
        CSharpCompilation compilation = Consumer.Compile("[SpanLqr.LqrShape(\"two\", 1)] public readonly partial struct Shape { }");

        Assert.Empty(await Report(compilation));
        Assert.Empty(Consumer.Generate(compilation));
    }

    [Fact]
    public void EveryDiagnosticHasAPageAndALineInTheReleaseNotes()
    {
        string root = Repository.Root;
        string notes = File.ReadAllText(Path.Combine(root, "generators", "SpanLqr.Generators", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(root, "generators", "SpanLqr.Generators", "AnalyzerReleases.Shipped.md"));
        foreach (DiagnosticDescriptor descriptor in new LqrShapeAnalyzer().SupportedDiagnostics)
        {
            string page = File.ReadAllText(Path.Combine(root, "docs", "diagnostics", descriptor.Id + ".md"));
            Assert.StartsWith("# " + descriptor.Id + ": " + descriptor.Title, page);
            Assert.EndsWith("docs/diagnostics/" + descriptor.Id + ".md", descriptor.HelpLinkUri);
            Assert.Contains(descriptor.Id, notes);
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> Report(CSharpCompilation compilation) =>
        await compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new LqrShapeAnalyzer())).GetAnalyzerDiagnosticsAsync();
}
