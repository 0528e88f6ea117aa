using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SpanLqr.Generators.Tests.Harness;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Generators.Tests;

/// <summary>
/// No kernel of a built-in shape ends in a loop of the library on a machine whose vectors could serve it. The methods are read with
/// the conditions of a machine decided, as the JIT decides them.
/// </summary>
public class WidthTests
{
    /// <summary>Loops that stand in for vectors; the others move entries or have no vector form at any size.</summary>
    private static readonly HashSet<string> Loops =
        ["Multiply", "ShiftedSolve", "RiccatiGain", "CholeskySolve", "LdlSolve", "LuSolve", "CholeskyFactor", "LdlFactor"];

    public static TheoryData<int, int> BuiltInSizes()
    {
        var sizes = new TheoryData<int, int>();
        foreach ((int n, int m) in
            from n in Enumerable.Range(1, 16) from m in Enumerable.Range(1, 16) where ShapeDispatch.HasBuiltIn(n, m) select (n, m))
        {
            sizes.Add(n, m);
        }

        return sizes;
    }

    [Theory]
    [MemberData(nameof(BuiltInSizes))]
    public void No_kernel_falls_back_to_a_loop_on_a_width_that_serves_it(int states, int inputs)
    {
        string text = Consumer.GenerateOne($"[SpanLqr.LqrShape({states}, {inputs})] public readonly partial struct Shape {{ }}");
        MethodDeclarationSyntax[] methods = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()];

        Assert.Empty(methods.SelectMany(method => LoopsOf(method, "V512", "V256", "V128")));
        Assert.Empty(methods.SelectMany(method => LoopsOf(method, "V256", "V128")));
    }

    [Fact]
    public void Without_vectors_of_four_a_large_shape_does_fall_back()
    {
        string text = Consumer.GenerateOne("[SpanLqr.LqrShape(8, 4)] public readonly partial struct Shape { }");
        MethodDeclarationSyntax solve = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Single(static method => method.Identifier.Text == "ShiftedSolve");

        Assert.Equal(["ShiftedSolve calls ShiftedSolve"], LoopsOf(solve, "V128"));
    }

    private static IEnumerable<string> LoopsOf(MethodDeclarationSyntax method, params string[] accelerated)
    {
        var calls = new List<string>();
        if (method.Body is { } body)
        {
            Walk(body, accelerated, calls);
        }

        return calls.Where(Loops.Contains).Select(call => $"{method.Identifier.Text} calls {call}");
    }

    /// <summary>Collects the library's loops that are reached; false where a statement always returns.</summary>
    private static bool Walk(StatementSyntax statement, string[] accelerated, List<string> calls)
    {
        switch (statement)
        {
            case BlockSyntax block:
                return block.Statements.All(inner => Walk(inner, accelerated, calls));
            case IfStatementSyntax choice when Width(choice.Condition) is { } width:
                return accelerated.Contains(width) ? Walk(choice.Statement, accelerated, calls)
                    : choice.Else is null || Walk(choice.Else.Statement, accelerated, calls);
            default:
                calls.AddRange(statement.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
                    .Where(static access => access.Expression.ToString().EndsWith(".ScalarFallback", System.StringComparison.Ordinal))
                    .Select(static access => access.Name.Identifier.Text));
                return statement is not ReturnStatementSyntax;
        }
    }

    private static string? Width(ExpressionSyntax condition) =>
        condition is MemberAccessExpressionSyntax { Name.Identifier.Text: "IsHardwareAccelerated" } access ? access.Expression.ToString() : null;
}
