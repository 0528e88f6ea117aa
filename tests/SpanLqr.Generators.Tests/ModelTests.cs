using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SpanLqr.Generators.Model;
using SpanLqr.Generators.Tests.Harness;
using Xunit;

namespace SpanLqr.Generators.Tests;

public class ModelTests
{
    private const string Source =
        "namespace Plant { public partial class Outer { [SpanLqr.LqrShape(3, 2)] public readonly partial struct Shape { } } }";

    [Fact]
    public void TheSameSourceGivesEqualModelsWithEqualHashCodes()
    {
        ShapeSpec first = Spec(Source);
        ShapeSpec second = Spec(Source);

        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData("3, 2", "2, 3")]
    [InlineData("Plant", "Process")]
    [InlineData("Outer", "Around")]
    [InlineData("class", "struct")]
    [InlineData("Shape {", "Size {")]
    [InlineData("readonly partial struct", "readonly partial record struct")]
    [InlineData("3, 2", "3, 2, Precision = SpanLqr.LqrPrecision.Single")]
    public void ADifferenceThatShowsInTheOutputShowsInTheModel(string from, string to) =>
        Assert.NotEqual(Spec(Source), Spec(Source.Replace(from, to)));

    [Theory]
    [InlineData("public readonly", "internal readonly")]
    [InlineData("{ } }", "{ private const int Unused = 1; } }")]
    [InlineData("3, 2", "1 + 2, inputs: 2")]
    [InlineData("3, 2", "3, 2, Precision = SpanLqr.LqrPrecision.Double")]
    public void ADifferenceThatDoesNotShowInTheOutputDoesNotShowInTheModel(string from, string to) =>
        Assert.Equal(Spec(Source), Spec(Source.Replace(from, to)));

    [Fact]
    public void NoStepKeepsACompilationAlive()
    {
        CSharpCompilation compilation = Consumer.Compile(Source);
        GeneratorRunResult result = Consumer.Driver(compilation).RunGenerators(compilation).GetRunResult().Results.Single();

        foreach (string step in new[] { TrackingNames.Parse, TrackingNames.ShapeSpec })
        {
            object[] outputs = [.. result.TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Value)];
            Assert.NotEmpty(outputs);
            Assert.All(
                outputs.SelectMany(ObjectGraph.Reachable),
                static node => Assert.False(
                    node is ISymbol or Compilation or SyntaxNode or SyntaxTree or Location or SemanticModel or AttributeData,
                    node.GetType().ToString()));
        }
    }

    [Fact]
    public void TheWalkWouldSeeASymbol()
    {
        // Guards the test above: the walk must reach what hides behind a collection's private fields.
        CSharpCompilation compilation = Consumer.Compile(Source);
        object[] hidden = [compilation.SyntaxTrees.ToList(), 1];

        Assert.Contains(ObjectGraph.Reachable(hidden), static node => node is SyntaxTree);
    }

    private static ShapeSpec Spec(string source)
    {
        CSharpCompilation compilation = Consumer.Compile(source);
        GeneratorRunResult result = Consumer.Driver(compilation).RunGenerators(compilation).GetRunResult().Results.Single();
        return (ShapeSpec)result.TrackedSteps[TrackingNames.ShapeSpec].Single().Outputs.Single().Value;
    }
}
