using System;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.Game;

/// <summary>The stationary game against the matrix sign function, closed forms, and its own existence theorem.</summary>
public class GameDareTests
{
    [Theory]
    [InlineData(1, 1, 1, 3)]
    [InlineData(2, 1, 1, 5)]
    [InlineData(4, 1, 4, 6)]
    [InlineData(4, 2, 3, 1e9)]
    [InlineData(3, 5, 2, 4)]
    [InlineData(8, 3, 8, 20)]
    [InlineData(15, 4, 3, 12)]
    public void Solve_AgreesWithTheSignFunction(int n, int m, int p, double gamma)
    {
        ZeroSum.Stage stage = ZeroSumGames.Random(n, m, p, seed: (10 * n) + m, radius: 1.1);
        double[,] expected = ZeroSum.stationary(gamma, stage);
        ZeroSumGames.StationaryAnswer answer = ZeroSumGames.Solve(stage, gamma);
        ZeroSum.StageAnswer step = ZeroSum.stage(gamma, stage, answer.CostToGo);
        double[,] loop = Matrix.add(Matrix.subtract(stage.A, Matrix.multiply(stage.B, answer.Gain)), Matrix.multiply(stage.D, answer.AdversaryGain));
        Assert.Equal(SolveStatus.Ok, answer.Result.Status);
        Assert.True(Norms.RelativeError(answer.CostToGo, expected) < 1e-8);
        Assert.True(Norms.RelativeError(step.CostToGo, answer.CostToGo) < 1e-12);
        Assert.True(Norms.RelativeError(answer.Gain, step.Gain) < 1e-11);
        Assert.True(Norms.RelativeError(answer.AdversaryGain, step.AdversaryGain) < 1e-11);
        Assert.True(answer.Result.Residual < 1e-12);
        Assert.Equal(Matrix.spectralRadius(loop), answer.Result.SpectralRadius, 8);
        Assert.True(Matrix.spectralRadius(Matrix.subtract(stage.A, Matrix.multiply(stage.B, answer.Gain))) < 1, "u alone stabilises");
        Assert.True(Math.Abs(answer.Result.Margin - step.Margin) < 1e-12 * gamma * gamma);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void ScalarGame_HasTheRootOfItsQuadratic(double gamma)
    {
        // a = b = d = q = r = 1, g = 1 − γ⁻²: M = 1 + M/(1 + gM), so gM² − gM − 1 = 0.
        double g = 1 - (1 / (gamma * gamma));
        double m = (g + Math.Sqrt((g * g) + (4 * g))) / (2 * g);
        ZeroSumGames.StationaryAnswer answer = ZeroSumGames.Solve(Scalar(1, 1), gamma);
        Assert.Equal(SolveStatus.Ok, answer.Result.Status);
        Assert.Equal(m, answer.CostToGo[0, 0], 12);
        Assert.Equal((gamma * gamma) - m, answer.Result.Margin, 10);
        Assert.Equal(1 / (1 + (g * m)), answer.Result.SpectralRadius, 12);
    }

    [Fact]
    public void SaddlePoint_AppearsExactlyAtTheCriticalGamma()
    {
        // The margin γ² − M vanishes where the quadratic has the root γ²: (γ² − 1)² = 1.
        Assert.Equal(SolveStatus.NoSaddlePoint, ZeroSumGames.Solve(Scalar(1, 1), Math.Sqrt(2) * (1 - 1e-9)).Result.Status);
        Assert.Equal(SolveStatus.Ok, ZeroSumGames.Solve(Scalar(1, 1), Math.Sqrt(2) * (1 + 1e-9)).Result.Status);
        Assert.Equal(SolveStatus.NoStabilisingSolution, ZeroSumGames.Solve(Scalar(1, 1), 0.9).Result.Status);
    }

    [Fact]
    public void StableSolutionWithoutMargin_IsNoSaddlePoint()
    {
        ZeroSumGames.StationaryAnswer answer = ZeroSumGames.Solve(Scalar(1, 1), 1.2);
        Assert.Equal(SolveStatus.NoSaddlePoint, answer.Result.Status);
        Assert.True(answer.Result.Margin < 0);
        Assert.Equal(double.NaN, answer.CostToGo[0, 0]);
        Assert.Equal(double.NaN, answer.Gain[0, 0]);
        Assert.Equal(double.NaN, answer.AdversaryGain[0, 0]);
    }

    [Fact]
    public void UnreachedUnstableMode_IsNotStabilisableWhateverTheAdversaryReaches()
    {
        var stage = new ZeroSum.Stage(
            Plants.Diagonal(0.5, 2),
            new double[,] { { 1 }, { 0 } },
            Matrix.identity(2),
            Matrix.identity(2),
            Plants.Diagonal(1));
        Assert.Equal(SolveStatus.NotStabilisable, ZeroSumGames.Solve(stage, 10).Result.Status);
    }

    [Fact]
    public void NotANumber_IsAnnounced()
    {
        foreach (double gamma in new[] { 2, 1e8 })
        {
            Assert.Equal(SolveStatus.NonFinite, ZeroSumGames.Solve(Scalar(double.NaN, 1), gamma).Result.Status);
            Assert.Equal(SolveStatus.NonFinite, ZeroSumGames.Solve(Scalar(1, double.PositiveInfinity), gamma).Result.Status);
        }
    }

    private static ZeroSum.Stage Scalar(double a, double q) =>
        new(Plants.Diagonal(a), Plants.Diagonal(1), Plants.Diagonal(1), Plants.Diagonal(q), Plants.Diagonal(1));
}
