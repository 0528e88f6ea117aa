using System;
using System.Linq;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.Game;

/// <summary>The game's recursion against the textbook's, which inverts Λ as it is written.</summary>
public class GameRecursionTests
{
    private const double Tolerance = 1e-11;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 1, 4)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 4, 3)]
    [InlineData(3, 3, 6)]
    [InlineData(12, 4, 5)]
    [InlineData(10, 2, 3)]
    public void VaryingMatrices_GiveTheTextbookAnswer(int n, int m, int p)
    {
        ZeroSum.Stage[] stages = [.. Enumerable.Range(0, 7).Select(t => ZeroSumGames.Random(n, m, p, seed: (100 * n) + t))];
        double[,] terminal = Plants.Diagonal([.. Enumerable.Range(1, n).Select(i => 1.0 / i)]);
        double gamma = 1.2 * Math.Sqrt(LargestDemand(stages, terminal));
        ZeroSum.StageAnswer[] expected = ZeroSum.finiteHorizon(gamma, stages, terminal);
        ZeroSumGames.FiniteAnswer answer = ZeroSumGames.Solve(stages, gamma, terminal);
        Assert.Equal(SolveStatus.Ok, answer.Result.Status);
        Assert.Equal(-1, answer.Result.FailedStage);
        for (int t = 0; t < stages.Length; t++)
        {
            Assert.True(Norms.RelativeError(ZeroSumGames.Part(answer.CostsToGo, t, n, n), expected[t].CostToGo) < Tolerance, $"M_{t}");
            Assert.True(Norms.RelativeError(ZeroSumGames.Part(answer.Gains, t, m, n), expected[t].Gain) < Tolerance, $"K1_{t}");
            Assert.True(Norms.RelativeError(ZeroSumGames.Part(answer.AdversaryGains, t, p, n), expected[t].AdversaryGain) < Tolerance, $"K2_{t}");
            Assert.True(Math.Abs(answer.Margins[t] - expected[t].Margin) < Tolerance * gamma * gamma, $"margin {t}");
        }

        Assert.Equal(terminal, ZeroSumGames.Part(answer.CostsToGo, stages.Length, n, n));
        Assert.Equal(answer.Margins.Min(), answer.Result.Margin);
    }

    [Fact]
    public void Value_IsThePayoffThatBothPoliciesMeet_AndASaddlePointOfIt()
    {
        ZeroSum.Stage[] stages = [.. Enumerable.Range(0, 5).Select(t => ZeroSumGames.Random(3, 2, 2, seed: 40 + t))];
        double[,] terminal = Matrix.identity(3);
        const double Gamma = 4;
        ZeroSumGames.FiniteAnswer answer = ZeroSumGames.Solve(stages, Gamma, terminal);
        Assert.True(answer.Result.IsOk);
        double[][,] k1 = [.. Enumerable.Range(0, 5).Select(t => ZeroSumGames.Part(answer.Gains, t, 2, 3))];
        double[][,] k2 = [.. Enumerable.Range(0, 5).Select(t => ZeroSumGames.Part(answer.AdversaryGains, t, 2, 3))];
        double[] start = [1, -0.5, 2];
        double value = Matrix.quadraticForm(ZeroSumGames.Part(answer.CostsToGo, 0, 3, 3), start);
        Assert.Equal(value, ZeroSum.payoff(Gamma, stages, terminal, k1, k2, start), 12);
        var random = new Random(9);
        for (int trial = 0; trial < 20; trial++)
        {
            double[][,] Moved(double[][,] gains) => [.. gains.Select(k => Matrix.add(k, Plants.Matrix(2, 3, random, 0.05)))];
            Assert.True(ZeroSum.payoff(Gamma, stages, terminal, Moved(k1), k2, start) > value, "u can do better");
            Assert.True(ZeroSum.payoff(Gamma, stages, terminal, k1, Moved(k2), start) < value, "v can do better");
        }
    }

    [Fact]
    public void TooSmallGamma_NamesTheFirstStageFromTheEndAndItsMargin()
    {
        // x⁺ = 2x + u + v, Q = R = Q_T = 1: M_{T−1} = 1 + 4/(2 − γ⁻²), so with γ² = 2 the last stage passes, 2 − 1 > 0, and the one
        // before it fails, 2 − 11/3 < 0.
        var stage = new ZeroSum.Stage(Plants.Diagonal(2), Plants.Diagonal(1), Plants.Diagonal(1), Plants.Diagonal(1), Plants.Diagonal(1));
        ZeroSumGames.FiniteAnswer answer = ZeroSumGames.Solve([stage], Math.Sqrt(2), Plants.Diagonal(1), horizon: 4);
        Assert.Equal(SolveStatus.NoSaddlePoint, answer.Result.Status);
        Assert.Equal(2, answer.Result.FailedStage);
        Assert.Equal(2 - (11.0 / 3), answer.Result.Margin, 14);
        Assert.Equal(2 - (11.0 / 3), answer.Margins[2], 14);
        Assert.Equal(1, answer.Margins[3], 14);
        Assert.Equal(11.0 / 3, answer.CostsToGo[3], 14);
        Assert.All(answer.CostsToGo[..3].Concat(answer.Gains[..3]).Concat(answer.AdversaryGains[..3]).Concat(answer.Margins[..2]), x => Assert.Equal(double.NaN, x));
    }

    [Fact]
    public void HugeGamma_LeavesTheRegulator()
    {
        ZeroSum.Stage stage = ZeroSumGames.Random(4, 2, 3, seed: 5);
        ZeroSumGames.FiniteAnswer answer = ZeroSumGames.Solve([stage], 1e100, stage.Q, horizon: 30);
        (double[][,] gains, double[][,] costs) = Reference.Lqr.finiteHorizon(
            [.. Enumerable.Repeat(Reference.Lqr.problem(stage.A, stage.B, stage.Q, stage.R), 30)],
            stage.Q);
        Assert.True(answer.Result.IsOk);
        Assert.True(Norms.RelativeError(ZeroSumGames.Part(answer.CostsToGo, 0, 4, 4), costs[0]) < Tolerance);
        Assert.True(Norms.RelativeError(ZeroSumGames.Part(answer.Gains, 0, 2, 4), gains[0]) < Tolerance);
        Assert.True(Norms.Frobenius(ZeroSumGames.Part(answer.AdversaryGains, 0, 3, 4)) < 1e-190);
    }

    [Fact]
    public void LongHorizon_EndsAtTheStationarySolution()
    {
        ZeroSum.Stage stage = ZeroSumGames.Random(4, 1, 4, seed: 8);
        ZeroSumGames.StationaryAnswer limit = ZeroSumGames.Solve(stage, 5);
        ZeroSumGames.FiniteAnswer answer = ZeroSumGames.Solve([stage], 5, new double[4, 4], horizon: 10_000);
        Assert.True(limit.Result.IsOk && answer.Result.IsOk);
        Assert.True(Norms.RelativeError(ZeroSumGames.Part(answer.CostsToGo, 0, 4, 4), limit.CostToGo) < Tolerance);
        Assert.True(Norms.RelativeError(ZeroSumGames.Part(answer.AdversaryGains, 0, 4, 4), limit.AdversaryGain) < Tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void NotANumberAnywhere_IsAnnounced(int spoilt)
    {
        ZeroSum.Stage[] stages = [.. Enumerable.Range(0, 4).Select(t => ZeroSumGames.Random(3, 2, 2, seed: 60 + t))];
        double[][,] matrices = [stages[2].A, stages[2].B, stages[2].D, stages[2].Q, stages[2].R];
        matrices[spoilt][1, 1] = double.NaN;
        ZeroSumGames.FiniteAnswer answer = ZeroSumGames.Solve(stages, 5, Matrix.identity(3));
        Assert.Equal(new GameRecursionResult(SolveStatus.NonFinite, 2, answer.Result.Margin), answer.Result);
        Assert.All(answer.CostsToGo[..(3 * 9)], x => Assert.Equal(double.NaN, x));
        Assert.All(answer.CostsToGo[(3 * 9)..], x => Assert.True(double.IsFinite(x)));
    }

    private static double LargestDemand(ZeroSum.Stage[] stages, double[,] terminal)
    {
        // D'MD for the game with γ = ∞, doubled: enough room for every random game of these tests.
        ZeroSum.StageAnswer[] regulator = ZeroSum.finiteHorizon(1e8, stages, terminal);
        return 2 * stages.Select((s, t) => Matrix.spectralNorm(Matrix.multiply(Matrix.multiply(Matrix.transpose(s.D), regulator[t + 1].CostToGo), s.D))).Max();
    }
}
