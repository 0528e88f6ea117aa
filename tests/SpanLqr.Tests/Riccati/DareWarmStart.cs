using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>Solving again from the last P gives what solving from nothing gives.</summary>
public class DareWarmStart
{
    // Both answers are within their own estimated error of the exact one, and both estimates are upper ones.
    private static double Allowed(DareRuns.Answer cold, DareRuns.Answer warm) => cold.Result.ErrorEstimate + warm.Result.ErrorEstimate;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(3, 5)]
    [InlineData(12, 4)]
    [InlineData(40, 7)]
    public void SmallChange_TakesNoDoublingAndGivesTheColdAnswer(int n, int m)
    {
        LqrProblem before = Plants.Random(n, m, seed: n);
        double[,] p = DareRuns.Solve(before, default).P;
        foreach ((double size, int steps) in new[] { (0.0, 1), (1e-14, 1), (1e-8, 2), (1e-6, 2) })
        {
            LqrProblem after = Moved(before, size, seed: m);
            DareRuns.Answer cold = DareRuns.Solve(after, default), warm = DareRuns.Resolve(after, default, p);
            Assert.True(warm.Result.IsOk, $"{warm.Result}");
            Assert.Equal(0, warm.Result.Iterations);
            Assert.InRange(warm.Result.Refinements, 1, steps);
            Assert.True(Norms.RelativeError(warm.P, cold.P) <= Allowed(cold, warm), $"{size}: {warm.Result}");
            Assert.Equal(cold.Result.SpectralRadius, warm.Result.SpectralRadius, 10);
        }
    }

    [Fact]
    public void LargeChange_IsLeftToDoublingUnlessStepsAreFew()
    {
        LqrProblem before = Plants.Random(4, 2, seed: 5), after = before with { A = Reference.Matrix.scale(1.1, before.A) };
        double[,] p = DareRuns.Solve(before, default).P;
        DareRuns.Answer cold = DareRuns.Solve(after, default), warm = DareRuns.Resolve(after, default, p);
        Assert.Equal(cold.Result, warm.Result);
        Assert.Equal(cold.P, warm.P);
        DareRuns.Answer bounded = DareRuns.Resolve(after, new DareOptions { MaxIterations = 20 }, p);
        Assert.True(bounded.Result.IsOk);
        Assert.Equal(0, bounded.Result.Iterations);
        Assert.True(Norms.RelativeError(bounded.P, cold.P) <= Allowed(cold, bounded));
    }

    [Fact]
    public void LastGainThatNoLongerStabilises_FallsBackToTheOrdinarySearch()
    {
        // a = 0.5 asks for p of about 1 and a gain near 0.3; for a = 8 that leaves the loop far outside the circle.
        LqrProblem before = Plants.Of(Plants.Diagonal(0.5), Plants.Diagonal(1), Plants.Diagonal(1));
        LqrProblem after = before with { A = Plants.Diagonal(-8), B = Plants.Diagonal(0.1) };
        DareRuns.Answer warm = DareRuns.Resolve(after, default, DareRuns.Solve(before, default).P), cold = DareRuns.Solve(after, default);
        Assert.True(warm.Result.IsOk);
        Assert.True(warm.Result.Iterations > 0);
        Assert.Equal(cold.P, warm.P);
        Assert.Equal(cold.K, warm.K);
    }

    [Fact]
    public void SmallBlockBesideAHugeOne_IsSolvedToItsOwnDigits()
    {
        // Two plants apart, the costs of which differ by 1e14: in these units the norm of the residual cannot see the small one.
        LqrProblem Of(double a) => Plants.Of(Plants.Diagonal(0.9, a), Plants.Diagonal(1e-7, 1), Plants.Diagonal(1e14, 1));
        DareRuns.Answer warm = DareRuns.Resolve(Of(0.80001), default, DareRuns.Solve(Of(0.8), default).P);

        // p² − a²p − 1 = 0 for b = q = r = 1.
        double square = 0.80001 * 0.80001, expected = 0.5 * (square + Math.Sqrt((square * square) + 4));
        Assert.True(warm.Result.IsOk);
        Assert.Equal(0, warm.Result.Iterations);
        Assert.True(Norms.RelativeError(warm.P[1, 1], expected) < 1e-14);
    }

    [Fact]
    public void OtherSolutionOfTheEquation_IsNotTakenForAnAnswer()
    {
        // a = 2, q = 0: p = 0 solves the equation exactly and leaves the loop at 2.
        LqrProblem problem = Plants.Of(Plants.Diagonal(2), Plants.Diagonal(1), Plants.Diagonal(0));
        DareRuns.Answer warm = DareRuns.Resolve(problem, default, Plants.Diagonal(0));
        Assert.True(warm.Result.IsOk);
        Assert.Equal(3, warm.P[0, 0], 13);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(0.0)]
    public void AnyLastPAtAll_IsOnlyAStart(double entry)
    {
        LqrProblem problem = Plants.Random(3, 2, seed: 8);
        double[,] p = { { entry, entry, entry }, { entry, entry, entry }, { entry, entry, entry } };
        DareRuns.Answer cold = DareRuns.Solve(problem, default), warm = DareRuns.Resolve(problem, default, p);
        Assert.True(warm.Result.IsOk, $"{warm.Result}");
        Assert.True(Norms.RelativeError(warm.P, cold.P) <= Allowed(cold, warm));
    }

    [Fact]
    public void FailedHypotheses_HaveTheStatusOfAColdStart()
    {
        LqrProblem good = Plants.Of(Plants.Diagonal(0.9, 0.5), new double[,] { { 1 }, { 1 } }, Plants.Diagonal(1, 1));
        double[,] p = DareRuns.Solve(good, default).P;
        LqrProblem[] bad =
        [
            good with { A = Plants.Diagonal(0.9, 1.2), B = new double[,] { { 1 }, { 0 } } },
            good with { A = Plants.Diagonal(1, 0.5), Q = Plants.Diagonal(0, 1) },
            good with { Q = Plants.Diagonal(-1, 1) },
            good with { R = Plants.Diagonal(-1) },
            good with { A = Plants.Diagonal(double.NaN, 0.5) },
        ];
        Assert.All(bad, problem => Assert.Equal(DareRuns.Solve(problem, default).Result.Status, DareRuns.Resolve(problem, default, p).Result.Status));
    }

    [Fact]
    public void WithoutChecks_TheAnswerIsTheSameAndNothingIsReported()
    {
        LqrProblem before = Plants.Random(6, 3, seed: 11), after = Moved(before, 1e-6, seed: 2);
        DareRuns.Answer cold = DareRuns.Solve(after, default);
        DareRuns.Answer warm = DareRuns.Resolve(after, new DareOptions { Unchecked = true }, DareRuns.Solve(before, default).P);
        Assert.True(warm.Result.IsOk);
        Assert.Equal(0, warm.Result.Iterations);
        Assert.True(double.IsNaN(warm.Result.Residual) && double.IsNaN(warm.Result.SpectralRadius) && double.IsNaN(warm.Result.ErrorEstimate));
        Assert.True(Norms.RelativeError(warm.P, cold.P) <= 2 * cold.Result.ErrorEstimate);
        Assert.True(Norms.RelativeError(warm.K, cold.K) <= 1e-11);
    }

    /// <summary>A and B with every entry moved by up to the given share of the largest.</summary>
    private static LqrProblem Moved(LqrProblem problem, double size, int seed)
    {
        var random = new Random(seed);
        double[,] By(double[,] matrix) =>
            Reference.Matrix.add(matrix, Plants.Matrix(matrix.GetLength(0), matrix.GetLength(1), random, size * matrix.Cast<double>().Max(Math.Abs)));
        return problem with { A = By(problem.A), B = By(problem.B) };
    }
}
