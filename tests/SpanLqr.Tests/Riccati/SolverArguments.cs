using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>A wrong length is an ArgumentException that names the argument and both sizes.</summary>
public class SolverArguments
{
    private static readonly DynamicShape Shape = new(3, 2);

    [Theory]
    [InlineData("model.A", 8, 6, 9, 4, 0)]
    [InlineData("model.B", 9, 7, 9, 4, 0)]
    [InlineData("model.Q", 9, 6, 6, 4, 0)]
    [InlineData("model.R", 9, 6, 9, 9, 0)]
    [InlineData("model.S", 9, 6, 9, 4, 5)]
    public void Dare_NamesTheMatrixOfWrongLength(string name, int a, int b, int q, int r, int s)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Dare.Solve(
            Shape,
            new LqrModel(new double[a], new double[b], new double[q], new double[r], new double[s]),
            default,
            new double[9],
            new double[6],
            new double[Dare.WorkspaceLength(Shape)]));
        Assert.Equal(name, error.ParamName);
        Assert.Contains("expected", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("costToGo", 8, 6, 0)]
    [InlineData("gain", 9, 5, 0)]
    [InlineData("workspace", 9, 6, -1)]
    public void Dare_NamesTheOutputOfWrongLength(string name, int p, int k, int extra)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Dare.Solve(
            Shape,
            new LqrModel(new double[9], new double[6], new double[9], new double[4]),
            default,
            new double[p],
            new double[k],
            new double[Dare.WorkspaceLength(Shape) + extra]));
        Assert.Equal(name, error.ParamName);
    }

    [Theory]
    [InlineData("costToGo", 0, 50, 60)]
    [InlineData("gain", 40, 12, 60)]
    [InlineData("workspace", 40, 50, 20)]
    [InlineData("gain", 40, 48, 60)]
    [InlineData("workspace", 40, 60, 64)]
    public void Dare_RefusesAnOutputThatOverlapsAnotherSpan(string name, int p, int k, int workspace)
    {
        // A at 0, B at 9, Q at 15, R at 24: a well-posed problem, and still so after the refusal.
        double[] memory = new double[64 + 400];
        Plants.Identity(3).CopyTo(memory.AsSpan(15));
        Plants.Identity(2).CopyTo(memory.AsSpan(24));
        double[] before = [.. memory];
        ArgumentException error = Assert.Throws<ArgumentException>(() => Dare.Solve(
            Shape,
            new LqrModel(memory.AsSpan(0, 9), memory.AsSpan(9, 6), memory.AsSpan(15, 9), memory.AsSpan(24, 4)),
            default,
            memory.AsSpan(p, 9),
            memory.AsSpan(k, 6),
            memory.AsSpan(workspace, Dare.WorkspaceLength(Shape))));
        Assert.Equal(name, error.ParamName);
        Assert.Equal(before, memory);
    }

    [Fact]
    public void EveryOtherSolver_RefusesToWriteOverItsInputs()
    {
        double[] a = Plants.Identity(3), q = Plants.Identity(3), r = Plants.Identity(2), b = new double[6], x = new double[9], k = new double[6];
        double[] long1 = new double[500];
        Assert.Throws<ArgumentException>(() => Lyapunov.Solve(Shape, a, q, a, long1));
        Assert.Throws<ArgumentException>(() => Lyapunov.Solve(Shape, a, long1.AsSpan(3, 9), x, long1));
        Assert.Throws<ArgumentException>(() => SpectralRadius.Compute(Shape, long1.AsSpan(0, 9), long1));
        Assert.Throws<ArgumentException>(() => RiccatiRecursion.Solve(Shape, 1, new LqrModel(a, b, q, r), q, k, q, long1));
        Assert.Throws<ArgumentException>(() => RiccatiRecursion.Solve(Shape, 1, new LqrModel(a, b, q, r), x, b, x.AsSpan(), long1));
        Assert.Throws<ArgumentException>(() => PolicyEvaluation.Evaluate(Shape, new LqrModel(a, b, q, r), default, k, 0, x, x, new double[6], long1));
        Assert.Throws<ArgumentException>(() => PolicyEvaluation.Evaluate(Shape, new LqrModel(a, b, q, r), default, k, 0, x, new double[9], k, long1));
        Assert.Throws<ArgumentException>(() => PolicyEvaluation.Gradient(Shape, k, x, k));
        Assert.Throws<ArgumentException>(() => PolicyEvaluation.ActionValue(Shape, new LqrModel(a, b, q, r), long1.AsSpan(0, 9), long1.AsSpan(5, 25), new double[500]));
    }

    [Fact]
    public void Recursion_TakesOneMatrixOrOneForEachStep()
    {
        double[] Run(int count, int steps)
        {
            double[] gains = new double[steps];
            RiccatiRecursion.Solve(
                new DynamicShape(1, 1),
                steps,
                new LqrModel(Ones(count), Ones(1), Ones(count), Ones(1)),
                Ones(1),
                gains,
                new double[steps + 1],
                new double[64]);
            return gains;
        }

        Assert.Equal(Run(1, 3), Run(3, 3));
        Assert.Throws<ArgumentException>(() => Run(2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(1, 0));
    }

    [Fact]
    public void Arrays_NameTheMatrixAndBothSizes()
    {
        LqrProblem problem = Plants.Random(3, 2, seed: 5);
        ArgumentException error = Assert.Throws<ArgumentException>(() => LqrSolver.Solve(problem with { R = new double[3, 2] }));
        Assert.StartsWith("R is 3×2, expected 2×2.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LqrSolver.Solve(problem with { A = new double[0, 0] }));
        Assert.Throws<ArgumentException>(() => LqrPolicy.Evaluate(problem, new double[3, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LqrPolicy.Evaluate(problem, new double[2, 3], explorationVariance: -1));
    }

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
