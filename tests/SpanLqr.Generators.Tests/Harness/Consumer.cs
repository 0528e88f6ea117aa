using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace SpanLqr.Generators.Tests.Harness;

/// <summary>A user's project, in memory: source text in, generated text, diagnostics or an assembly out.</summary>
internal static class Consumer
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "SpanLqr.Shapes.dll" or "SpanLqr.Core.dll" or "netstandard.dll")
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compile(string source, LanguageVersion version = LanguageVersion.Latest, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        CSharpCompilation.Create(
            "Consumer" + Guid.NewGuid().ToString("N"),
            [Parse(source, version)],
            References,
            new CSharpCompilationOptions(
                kind,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: false,
                warningLevel: 9999,
                generalDiagnosticOption: ReportDiagnostic.Error,
                nullableContextOptions: version >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable : NullableContextOptions.Disable));

    /// <summary>A file of the user's, who need not document his types; generated members must be documented.</summary>
    public static SyntaxTree Parse(string source, LanguageVersion version = LanguageVersion.Latest) =>
        CSharpSyntaxTree.ParseText("#pragma warning disable CS1591\n" + source, new CSharpParseOptions(version, DocumentationMode.Diagnose), path: "Consumer.cs");

    public static GeneratorDriver Driver(CSharpCompilation compilation) => CSharpGeneratorDriver.Create(
        [new ShapeGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The files the generator adds to a project.</summary>
    public static ImmutableArray<GeneratedSourceResult> Generate(CSharpCompilation compilation)
    {
        GeneratorRunResult result = Driver(compilation).RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        return result.GeneratedSources;
    }

    /// <summary>The only file the generator adds.</summary>
    public static string GenerateOne(string source) => Generate(Compile(source)).Single().SourceText.ToString();

    /// <summary>Everything a strict compiler says about a project with its generated files; hidden messages left out.</summary>
    public static ImmutableArray<Diagnostic> Messages(CSharpCompilation compilation)
    {
        Driver(compilation).RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        return [.. updated.GetDiagnostics().Where(static message => message.Severity != DiagnosticSeverity.Hidden)];
    }

    /// <summary>The project as an image.</summary>
    public static MemoryStream Emit(CSharpCompilation compilation)
    {
        Driver(compilation).RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        var image = new MemoryStream();
        EmitResult result = updated.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return image;
    }

    /// <summary>The project, loaded.</summary>
    public static Assembly Load(string source) => Assembly.Load(Emit(Compile(source)).ToArray());
}
