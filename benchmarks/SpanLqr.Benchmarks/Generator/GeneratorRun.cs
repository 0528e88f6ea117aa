using System;
using System.Diagnostics;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SpanLqr.Generators;

namespace SpanLqr.Benchmarks.Generator;

/// <summary>The generator on a compilation that declares one shape.</summary>
internal sealed class GeneratorRun
{
    private readonly CSharpCompilation _compilation;
    private readonly CSharpParseOptions _options = new(LanguageVersion.Preview);

    public GeneratorRun(int states, int inputs)
    {
        string source = $"[SpanLqr.LqrShape({states}, {inputs})] public readonly partial struct Shape;";
        string[] references = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(System.IO.Path.PathSeparator);
        _compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText(source, _options)],
            references.Select(path => MetadataReference.CreateFromFile(path)));
    }

    /// <summary>A first run: nothing is cached.</summary>
    public GeneratorDriverRunResult Generate()
    {
        ISourceGenerator generator = new ShapeGenerator().AsSourceGenerator();
        return CSharpGeneratorDriver.Create([generator], parseOptions: _options).RunGenerators(_compilation).GetRunResult();
    }

    /// <summary>The bytes of the emitted text, in UTF-8.</summary>
    public static int EmittedBytes(GeneratorDriverRunResult result) =>
        result.GeneratedTrees.Sum(tree => System.Text.Encoding.UTF8.GetByteCount(tree.ToString()));

    /// <summary>The median of some first runs, once the generator itself is compiled.</summary>
    public TimeSpan MedianTime(int runs)
    {
        var times = new TimeSpan[runs];
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Generate();
            times[i] = Stopwatch.GetElapsedTime(start);
        }

        Array.Sort(times);
        return times[runs / 2];
    }
}
