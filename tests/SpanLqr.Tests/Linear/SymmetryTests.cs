using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Linear;

/// <summary>One rule at every front: symmetric to 1e-9 of the largest entry, then the symmetric part; else an error that names the pair.</summary>
public class SymmetryTests
{
    private static readonly double[,] A = { { 0.5, 0.2 }, { -0.3, 0.6 } };
    private static readonly double[,] Unsymmetric = { { 1, 2 }, { 0, 3 } };

    public static TheoryData<string> ArrayFronts => [.. SymmetricFronts.Arrays.Keys];

    public static TheoryData<string> SpanFronts => [.. SymmetricFronts.Spans.Keys];

    [Theory]
    [MemberData(nameof(ArrayFronts))]
    public void EveryArrayFront_NamesTheMatrixAndThePair(string front)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => SymmetricFronts.Arrays[front](Unsymmetric));
        Assert.Contains(SymmetricFronts.NameOf(front), error.Message, StringComparison.Ordinal);
        Assert.Contains("[0,1] is 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1,0] is 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SpanFronts))]
    public void EverySpanFront_NamesTheMatrixAndThePair(string front)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => SymmetricFronts.Spans[front](Unsymmetric));
        Assert.Equal(SymmetricFronts.NameOf(front), error.ParamName);
        Assert.Contains("entry [0,1] is 2, entry [1,0] is 0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ArrayFronts))]
    public void EveryArrayFront_TakesTheSymmetricPart(string front) => AssertTakesSymmetricPart(SymmetricFronts.Arrays[front]);

    [Theory]
    [MemberData(nameof(SpanFronts))]
    public void EverySpanFront_TakesTheSymmetricPart(string front) => AssertTakesSymmetricPart(SymmetricFronts.Spans[front]);

    [Fact]
    public void ASeries_NamesTheMatrixThatIsNot()
    {
        double[] unit = [1, 0, 0, 1], gains = new double[6], costs = new double[16];
        var shape = new DynamicShape(2, 1);
        ArgumentException error = Assert.Throws<ArgumentException>(() => RiccatiRecursion.Solve(
            shape, 3, new LqrModel(unit, new double[2], [.. unit, .. unit, 1, 0.25, 0, 1], [1.0]), unit, gains, costs, new double[99]));
        Assert.StartsWith("model.Q, matrix 2, must be symmetric: entry [0,1] is 0.25, entry [1,0] is 0.", error.Message, StringComparison.Ordinal);
        Assert.Equal("model.Q", error.ParamName);
    }

    [Fact]
    public void ABatch_NamesTheProblemThatIsNot()
    {
        // Three problems in structure of arrays; Q_01 and Q_10 of problem 1 differ.
        double[] q = [1, 1, 1, 0, 0.25, 0, 0, 0, 0, 1, 1, 1], unit = [1, 0, 0, 1];
        var shape = new DynamicShape(2, 1);
        double[] costs = new double[12], gains = new double[6], workspace = new double[BatchRecursion.WorkspaceLength<DynamicShape, double>(shape)];
        RecursionResult[] results = new RecursionResult[3];
        ArgumentException error = Assert.Throws<ArgumentException>(() => BatchRecursion.Solve<DynamicShape, double>(
            shape, 3, 1, new LqrModel<double>(unit, [0, 1], q, [1.0]), unit, gains, costs, results, workspace));
        Assert.StartsWith("model.Q of problem 1 must be symmetric: entry [0,1] is 0.25, entry [1,0] is 0.", error.Message, StringComparison.Ordinal);
        q[7] = 0.25 + 1e-11;
        Assert.Equal(0, BatchRecursion.Solve<DynamicShape, double>(
            shape, 3, 1, new LqrModel<double>(unit, [0, 1], q, [1.0]), unit, gains, costs, results, workspace));
    }

    [Fact]
    public void SinglePrecision_AllowsItsOwnRounding()
    {
        float[] unit = [1, 0, 0, 1], gains = new float[2], costs = new float[8];
        var shape = new DynamicShape<float>(2, 1);
        RecursionResult Run(float below) => RiccatiRecursion.Solve(
            shape, 1, new LqrModel<float>(unit, [0, 1], [1, 0.3f, below, 1], [1f]), unit, gains, costs, new float[99]);
        Assert.True(Run(0.3f + 6e-8f).IsOk);
        Assert.Throws<ArgumentException>(() => Run(0.30001f));
    }

    [Fact]
    public void WithoutChecks_WeightsAreTakenAsTheyAre()
    {
        double[] p = new double[4], k = new double[2];
        var shape = new DynamicShape(2, 1);
        DareResult result = Dare.Solve(
            shape, new LqrModel([0.5, 0.2, -0.3, 0.6], [0, 1], [1, 2, 0, 3], [1.0]), new DareOptions { Unchecked = true }, p, k, new double[Dare.WorkspaceLength(shape)]);
        Assert.Equal(SolveStatus.Ok, result.Status);
    }

    [Fact]
    public void TheQuadraticForm_HasTheGainOfItsSymmetricPart()
    {
        // From the report: the matrix [[1, 2], [0, 3]] itself is refused, its symmetric part has K = [−0.1150, 0.5094].
        LqrProblem problem = new() { A = A, B = new double[,] { { 0 }, { 1 } }, Q = new double[,] { { 1, 1 }, { 1, 3 } }, R = new double[,] { { 1 } } };
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.True(solution.IsOk);
        Assert.Equal(-0.1150, solution.Gain[0, 0], 4);
        Assert.Equal(0.5094, solution.Gain[0, 1], 4);
    }

    [Theory]
    [InlineData(1, 2, 0, 3)]
    [InlineData(0, 1, -1, 0)]
    [InlineData(1, 1e-6, 0, 1)]
    public void Lyapunov_TakesAnUnsymmetricRightSideAsItIs(double a, double b, double c, double d)
    {
        double[,] q = { { a, b }, { c, d } };
        LyapunovSolution byDoubling = LyapunovSolver.Solve(A, q), direct = LyapunovSolver.SolveDirect(A, q);
        Assert.True(byDoubling.IsOk && direct.IsOk);
        foreach (LyapunovSolution solution in (LyapunovSolution[])[byDoubling, direct])
        {
            double[,] mapped = Reference.Matrix.multiply(Reference.Matrix.multiply(A, solution.X), Reference.Matrix.transpose(A));
            Assert.True(Norms.RelativeError(Reference.Matrix.add(q, mapped), solution.X) < 1e-14);
            Assert.InRange(solution.Residual, 0, 1e-14);
        }
    }

    [Fact]
    public void Lyapunov_OfASymmetricRightSideIsSymmetricToTheLastBit()
    {
        double[,] nearly = { { 1, 0.5 }, { 0.5 + 1e-11, 3 } }, exact = { { 1, 0.5 + 5e-12 }, { 0.5 + 5e-12, 3 } };
        foreach (LyapunovSolution solution in (LyapunovSolution[])[LyapunovSolver.Solve(A, nearly), LyapunovSolver.SolveDirect(A, nearly)])
        {
            Assert.Equal(solution.X[0, 1], solution.X[1, 0]);
            Assert.InRange(solution.Residual, 0, 1e-14);
        }

        Assert.True(Norms.RelativeError(LyapunovSolver.Solve(A, nearly).X, LyapunovSolver.Solve(A, exact).X) < 1e-15);
    }

    private static void AssertTakesSymmetricPart(Func<double[,], double[]> front)
    {
        // Halves and sums of these are exact, so that the part has one value.
        const double Below = 0.5, Above = 0.5 + (1.0 / (1L << 32));
        const double Middle = 0.5 + (1.0 / (1L << 33));
        double[] nearly = front(new[,] { { 2, Above }, { Below, 3 } }), part = front(new[,] { { 2, Middle }, { Middle, 3 } });
        Assert.All(part, x => Assert.True(double.IsFinite(x)));
        Assert.Equal(part, nearly);
    }
}
