using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>One claim for each hypothesis of the DARE and each way round a broken one.</summary>
public class DareHypotheses
{
    [Fact]
    public void GoldenRatio_IsTheAnswerToUnitData()
    {
        LqrSolution solution = LqrSolver.Solve(Plants.Of(Plants.Diagonal(1), Plants.Diagonal(1), Plants.Diagonal(1)));
        Assert.Equal((1 + Math.Sqrt(5)) / 2, solution.CostToGo[0, 0], 14);
        Assert.Equal((Math.Sqrt(5) - 1) / 2, solution.Gain[0, 0], 14);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(-2.0)]
    public void UnreachableModeOnOrOutsideTheCircle_IsNotStabilisable(double mode)
    {
        LqrProblem problem = Plants.Of(Plants.Diagonal(0.5, mode), new double[,] { { 1 }, { 0 } }, Plants.Diagonal(1, 1));
        Assert.Equal(SolveStatus.NotStabilisable, LqrSolver.Solve(problem).Status);
        Assert.Equal(SolveStatus.NotStabilisable, LqrSolver.Solve(problem with { Indefinite = true }).Status);
    }

    [Theory]
    [InlineData(0.999999)]
    [InlineData(1 - 1e-10)]
    [InlineData(0.0)]
    public void UnreachableModeInsideTheCircle_IsSolved(double mode)
    {
        LqrSolution solution = LqrSolver.Solve(Plants.Of(Plants.Diagonal(0.5, mode), new double[,] { { 1 }, { 0 } }, Plants.Diagonal(1, 1)));
        Assert.True(solution.IsOk);

        // The unreached mode costs Σ mode^(2t); one rounding of the mode moves that sum by ε/(1 − mode).
        Assert.True(Norms.RelativeError(solution.CostToGo[1, 1], 1 / ((1 - mode) * (1 + mode))) < 1e-15 / (1 - mode));
        Assert.Equal(Math.Max(mode, solution.SpectralRadius), solution.SpectralRadius);
    }

    [Fact]
    public void UnseenUnstableMode_IsStabilisedAllTheSame()
    {
        // a = 2, b = r = 1, q = 0: p = 0 solves the equation and leaves 2; p = a² − 1 = 3 stabilises.
        LqrSolution solution = LqrSolver.Solve(Plants.Of(Plants.Diagonal(2), Plants.Diagonal(1), Plants.Diagonal(0)));
        Assert.True(solution.IsOk);
        Assert.Equal(3, solution.CostToGo[0, 0], 13);
        Assert.Equal(0.5, solution.SpectralRadius, 13);
    }

    [Fact]
    public void UnseenModeOnTheCircle_IsNotDetectable()
    {
        LqrProblem problem = Plants.Of(Plants.Diagonal(1, 0.5), Plants.Diagonal(1, 1), Plants.Diagonal(0, 1));
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.Equal(SolveStatus.NotDetectable, solution.Status);
        Assert.Equal(0, solution.CostToGo[0, 0], 12);
        Assert.Equal(1, solution.SpectralRadius, 12);
    }

    [Fact]
    public void RotationOnTheCircleUnseen_IsNotDetectable()
    {
        double c = Math.Cos(0.7), s = Math.Sin(0.7);
        LqrProblem problem = Plants.Of(new[,] { { c, -s }, { s, c } }, new double[,] { { 1 }, { 0 } }, new double[2, 2]);
        Assert.Equal(SolveStatus.NotDetectable, LqrSolver.Solve(problem).Status);
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    [InlineData(1e-10)]
    public void LoopCloseToTheCircle_KeepsItsDigits(double distance)
    {
        // One input, two modes apart: the slow one is stable, unseen by design weight q and so stays slow.
        double a = 1 - distance, q = distance * distance;
        LqrSolution solution = LqrSolver.Solve(Plants.Of(Plants.Diagonal(a, 1.1), Plants.Diagonal(1, 1), Plants.Diagonal(q, 1)));
        Assert.True(solution.IsOk, $"{solution.Status}");

        // p = q + a²p/(1+p): p² + p(1 − a² − q) − q = 0, the root without cancellation.
        double b = (distance * (2 - distance)) - q;
        double p = 2 * q / (b + Math.Sqrt((b * b) + (4 * q)));
        Assert.True(Norms.RelativeError(solution.CostToGo[0, 0], p) < 1e-6);
        Assert.True(Norms.RelativeError(1 - solution.SpectralRadius, 1 - (a / (1 + p))) < 1e-4);
    }

    [Fact]
    public void ZeroInputWeight_GivesDeadbeatWhereInputsReachEverything()
    {
        // R = 0 and B invertible: u cancels Ax, so P = Q.
        LqrProblem problem = new()
        {
            A = new[,] { { 1.2, 0.3 }, { -0.4, 0.9 } },
            B = new[,] { { 1, 0.5 }, { 0, 1 } },
            Q = Plants.Diagonal(1, 2),
            R = new double[2, 2],
            Indefinite = true,
        };
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.True(solution.IsOk);
        Assert.True(Norms.RelativeError(solution.CostToGo, problem.Q) < 1e-14);
        Assert.True(solution.SpectralRadius < 1e-7);
        Assert.Equal(SolveStatus.InputWeightNotPositiveDefinite, LqrSolver.Solve(problem with { Indefinite = false }).Status);
    }

    [Fact]
    public void NoWeightsAtAll_IsASingularInputWeight()
    {
        LqrProblem problem = new() { A = Plants.Diagonal(0.5), B = Plants.Diagonal(1), Q = Plants.Diagonal(0), R = Plants.Diagonal(0), Indefinite = true };
        Assert.Equal(SolveStatus.InputWeightSingular, LqrSolver.Solve(problem).Status);
    }

    [Fact]
    public void IndefiniteStateWeight_NeedsTheFlagAndIsThenSolved()
    {
        // a = 2, b = r = 1, q = −0.5: p² − (a² − 1 + q)p − q = 0; the larger root stabilises.
        LqrProblem problem = Plants.Of(Plants.Diagonal(2), Plants.Diagonal(1), Plants.Diagonal(-0.5));
        Assert.Equal(SolveStatus.StateWeightNotPositiveSemidefinite, LqrSolver.Solve(problem).Status);
        LqrSolution solution = LqrSolver.Solve(problem with { Indefinite = true });
        Assert.True(solution.IsOk);
        Assert.Equal((2.5 + Math.Sqrt((2.5 * 2.5) - 2)) / 2, solution.CostToGo[0, 0], 13);
    }

    [Fact]
    public void CrossWeightTooLarge_IsNotSemidefinite()
    {
        LqrProblem problem = Plants.Of(Plants.Diagonal(0.5), Plants.Diagonal(1), Plants.Diagonal(1)) with { S = Plants.Diagonal(1.1) };
        Assert.Equal(SolveStatus.StateWeightNotPositiveSemidefinite, LqrSolver.Solve(problem).Status);
        Assert.True(LqrSolver.Solve(problem with { S = Plants.Diagonal(0.9) }).IsOk);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void NonFiniteEntry_EndsAtOnceInEveryMatrix(double value)
    {
        LqrProblem good = Plants.Random(3, 2, seed: 1);
        LqrProblem[] bad =
        [
            good with { A = Spoilt(good.A, value) },
            good with { B = Spoilt(good.B, value) },
            good with { Q = Spoilt(good.Q, value) },
            good with { R = Spoilt(good.R, value) },
            good with { S = Spoilt(good.S!, value) },
        ];
        Assert.All(bad, problem =>
        {
            LqrSolution solution = LqrSolver.Solve(problem);
            Assert.Equal(SolveStatus.NonFinite, solution.Status);
            Assert.Equal(0, solution.Iterations);
            Assert.All(solution.Gain.Cast<double>(), x => Assert.True(double.IsNaN(x)));
        });
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1e8)]
    [InlineData(1e100)]
    public void ScaledWeights_LeaveTheGain(double scale)
    {
        LqrProblem problem = Plants.Random(5, 2, seed: 7);
        LqrSolution plain = LqrSolver.Solve(problem);
        LqrSolution scaled = LqrSolver.Solve(problem with
        {
            Q = Reference.Matrix.scale(scale, problem.Q),
            R = Reference.Matrix.scale(scale, problem.R),
            S = Reference.Matrix.scale(scale, problem.S!),
        });
        Assert.True(scaled.IsOk, $"{scaled.Status}");
        Assert.True(Norms.RelativeError(scaled.Gain, plain.Gain) < 1e-12);
        Assert.True(Norms.RelativeError(scaled.CostToGo, Reference.Matrix.scale(scale, plain.CostToGo)) < 1e-12);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(20, 5)]
    [InlineData(200, 10)]
    public void AnySize_IsSolvedAndSymmetric(int n, int m)
    {
        LqrSolution solution = LqrSolver.Solve(Plants.Random(n, m, seed: 3));
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.True(solution.Residual < 1e-12);
        Assert.True(solution.SpectralRadius < 1);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.Equal(solution.CostToGo[j, i], solution.CostToGo[i, j]);
            }
        }
    }

    private static double[,] Spoilt(double[,] matrix, double value)
    {
        double[,] copy = (double[,])matrix.Clone();
        copy[copy.GetLength(0) - 1, copy.GetLength(1) - 1] = value;
        return copy;
    }
}
