using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SpanLqr.Generators.Tests.Harness;
using Xunit;

namespace SpanLqr.Generators.Tests;

public class CachingTests
{
    private const string Source = "namespace Plant; [SpanLqr.LqrShape(3, 2)] public readonly partial struct Shape;";

    [Fact]
    public void AnUnrelatedFileReRunsNothing()
    {
        CSharpCompilation compilation = Consumer.Compile(Source);
        GeneratorDriver driver = Consumer.Driver(compilation).RunGenerators(compilation);

        GeneratorRunResult second = Run(driver, compilation.AddSyntaxTrees(Consumer.Parse("public class Unrelated;")));

        Assert.Equal([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached], Reasons(second, TrackingNames.Parse, TrackingNames.ShapeSpec));
        AssertOutputCached(second);
    }

    [Fact]
    public void AnEditInTheShapesOwnFileReRunsNothingWhereTheShapeStaysTheSame()
    {
        CSharpCompilation compilation = Consumer.Compile(Source);
        GeneratorDriver driver = Consumer.Driver(compilation).RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees.Single();

        GeneratorRunResult second = Run(driver, compilation.ReplaceSyntaxTree(old, Consumer.Parse("// Moved down.\n\n" + Source)));

        Assert.Equal(IncrementalStepRunReason.Unchanged, Reasons(second, TrackingNames.Parse).Single());
        AssertOutputCached(second);
    }

    [Fact]
    public void AChangedDimensionIsNoticed()
    {
        CSharpCompilation compilation = Consumer.Compile(Source);
        GeneratorDriver driver = Consumer.Driver(compilation).RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees.Single();

        GeneratorRunResult second = Run(driver, compilation.ReplaceSyntaxTree(old, Consumer.Parse(Source.Replace("3, 2", "3, 1"))));

        Assert.Equal(IncrementalStepRunReason.Modified, Reasons(second, TrackingNames.Parse).Single());
        Assert.Contains("InputDim = 1;", second.GeneratedSources.Single().SourceText.ToString());
    }

    [Fact]
    public void OneShapesEditLeavesTheOtherAlone()
    {
        CSharpCompilation compilation = Consumer.Compile(Source)
            .AddSyntaxTrees(Consumer.Parse("[SpanLqr.LqrShape(1, 1)] public readonly partial struct Other;"));
        GeneratorDriver driver = Consumer.Driver(compilation).RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees.First();

        GeneratorRunResult second = Run(driver, compilation.ReplaceSyntaxTree(old, Consumer.Parse(Source.Replace("3, 2", "2, 2"))));

        IEnumerable<IncrementalStepRunReason> outputs = second.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs).Select(static output => output.Reason);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], outputs.Order());
    }

    private static GeneratorRunResult Run(GeneratorDriver driver, Compilation compilation) =>
        driver.RunGenerators(compilation).GetRunResult().Results.Single();

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, params string[] steps) =>
        steps.SelectMany(step => result.TrackedSteps[step]).SelectMany(static run => run.Outputs).Select(static output => output.Reason);

    private static void AssertOutputCached(GeneratorRunResult result) => Assert.All(
        result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs),
        static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
}
