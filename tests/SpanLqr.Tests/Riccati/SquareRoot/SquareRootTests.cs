using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Riccati.Game;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.SquareRoot;

/// <summary>The square-root recursion against the textbook's where that is accurate, and against a closed form where it is not.</summary>
public class SquareRootTests
{
    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(3, 2, true)]
    [InlineData(4, 4, false)]
    [InlineData(2, 5, true)]
    [InlineData(12, 3, true)]
    public void VaryingMatrices_GiveTheTextbookAnswer(int n, int m, bool cross)
    {
        LqrProblem[] stages = [.. Enumerable.Range(0, 6).Select(t => Plants.Random(n, m, seed: (50 * n) + t, cross))];
        Answer answer = Solve(stages, 6, stages[0].Q);
        (double[][,] gains, double[][,] costs) = Reference.Lqr.finiteHorizon(
            [.. stages.Select(p => new Reference.Lqr.Problem(p.A, p.B, p.Q, p.R, p.S ?? new double[n, m], Matrix.identity(n)))],
            stages[0].Q);
        Assert.Equal(new RecursionResult(SolveStatus.Ok, -1), answer.Result);
        for (int t = 0; t <= 6; t++)
        {
            double[,] u = ZeroSumGames.Part(answer.Factors, t, n, n);
            Assert.True(Norms.RelativeError(Matrix.multiply(Matrix.transpose(u), u), costs[t]) < 1e-11, $"P_{t}");
            Assert.True(t == 6 || Norms.RelativeError(ZeroSumGames.Part(answer.Gains, t, m, n), gains[t]) < 1e-10, $"K_{t}");
            for (int i = 0; i < n; i++)
            {
                Assert.True(u[i, i] >= 0);
                Assert.All(Enumerable.Range(0, i), j => Assert.Equal(0, u[i, j]));
            }
        }
    }

    [Theory]
    [InlineData(13)]
    [InlineData(20)]
    [InlineData(26)]
    public void NearlyCollinearCheapInputs_KeepTheDigitsThatFormingPLoses(int bits)
    {
        // The dual of a classic of filtering (Bierman): A = I, Q = 0, P_2 = I, first b + δe₃ and then b = (1, 1, 1), each with R = δ².
        // P_1 = I − bb'/(R + 3) is exact in no P once δ² is below ε, and K_0 is made of what is lost.
        double delta = Math.ScaleB(1, -bits), r = delta * delta;
        LqrProblem Stage(double third) => new() { A = Matrix.identity(3), B = new[,] { { 1 }, { 1 }, { third } }, Q = new double[3, 3], R = Plants.Diagonal(r) };
        LqrProblem[] stages = [Stage(1 + delta), Stage(1)];
        double along = r / (r + 3), curvature = r + (3 * along) + (2 * delta * along) + (r * (1 - (1 / (r + 3))));
        double common = along - (delta / (r + 3));
        double[,] exact = { { common / curvature, common / curvature, (common + delta) / curvature } };
        Answer answer = Solve(stages, 2, Matrix.identity(3));
        Assert.Equal(SolveStatus.Ok, answer.Result.Status);
        Assert.True(Norms.RelativeError(ZeroSumGames.Part(answer.Gains, 0, 1, 3), exact) < 1e-15 / delta);

        // And the small eigenvalue of P_1 itself, along b; Ub cancels once more in this test.
        double[] mapped = Matrix.multiplyVector(ZeroSumGames.Part(answer.Factors, 1, 3, 3), [1, 1, 1]);
        Assert.True(Norms.RelativeError(mapped.Sum(x => x * x) / 3, along) < 1e-14 / delta);
        if (r < 1e-15)
        {
            double[] ordinary = new double[6];
            RiccatiRecursion.Solve(new DynamicShape(3, 1), 2, Model(stages), Plants.Identity(3), ordinary, new double[27], new double[99]);
            Assert.False(Norms.RelativeError(ZeroSumGames.Part(ordinary, 0, 1, 3), exact) < 1e-3);
        }
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1e-16)]
    [InlineData(1e-20)]
    public void CheapInputsMoreThanStates_KeepTheDigitsOfTheGain(double weight)
    {
        Assert.All(Enumerable.Range(0, 100), seed =>
        {
            var random = new Random(seed);
            int n = random.Next(1, 6), m = random.Next(n, n + 5);
            double[,] inputRoot = Plants.Matrix(m, m, random, 1), root = Plants.Matrix(n, n, random, 1);
            double[,] r = Matrix.add(Matrix.multiply(inputRoot, Matrix.transpose(inputRoot)), Matrix.identity(m));
            LqrProblem problem = new()
            {
                A = Plants.Matrix(n, n, random, 1),
                B = Plants.Matrix(n, m, random, 1),
                Q = Matrix.symmetrise(Matrix.multiply(root, Matrix.transpose(root))),
                R = Matrix.symmetrise(Matrix.scale(weight, r)),
            };
            Answer answer = Solve([problem], 4, problem.Q);
            Assert.True(answer.Result.IsOk, $"{seed}: {answer.Result}");
            double error = Norms.RelativeError(ZeroSumGames.Part(answer.Gains, 0, m, n), PreciseGain(problem, 4));
            Assert.True(error < 1e-9, $"{seed}: {error}");
        });
    }

    [Fact]
    public void SemidefiniteWeightsOfAnyUnits_AreFactored()
    {
        // Rank one beside 1e24 and beside zero.
        double[,] q = { { 1e24, 1e12, 0, 0 }, { 1e12, 1, 0, 0 }, { 0, 0, 1e-24, 0 }, { 0, 0, 0, 0 } };
        LqrProblem problem = new() { A = new double[4, 4], B = new double[,] { { 1 }, { 0 }, { 0 }, { 0 } }, Q = q, R = Plants.Diagonal(1e-6) };
        Answer answer = Solve([problem], 1, new double[4, 4]);
        Assert.True(answer.Result.IsOk);
        double[,] u = ZeroSumGames.Part(answer.Factors, 0, 4, 4), p = Matrix.multiply(Matrix.transpose(u), u);
        for (int i = 0; i < 16; i++)
        {
            Assert.True(Math.Abs(p[i / 4, i % 4] - q[i / 4, i % 4]) <= 1e-14 * q[i / 4, i % 4]);
        }
    }

    [Fact]
    public void BrokenHypotheses_AreNamedWithTheirStage()
    {
        LqrProblem good = Plants.Random(2, 1, seed: 4, cross: false);
        LqrProblem[] Stages(Func<LqrProblem, LqrProblem> spoil) => [good, good, spoil(good), good];
        void Fails(SolveStatus status, Func<LqrProblem, LqrProblem> spoil)
        {
            Answer answer = Solve(Stages(spoil), 4, good.Q);
            Assert.Equal(new RecursionResult(status, 2), answer.Result);
            Assert.All(answer.Factors[..12].Concat(answer.Gains[..6]), x => Assert.Equal(double.NaN, x));
            Assert.All(answer.Factors[12..].Concat(answer.Gains[6..]), x => Assert.True(double.IsFinite(x)));
        }

        Fails(SolveStatus.StateWeightNotPositiveSemidefinite, p => p with { Q = Plants.Diagonal(1, -1e-3) });
        Fails(SolveStatus.StateWeightNotPositiveSemidefinite, p => p with { Q = new double[,] { { 0, 1 }, { 1, 1 } } });
        Fails(SolveStatus.StateWeightNotPositiveSemidefinite, p => p with { R = Plants.Diagonal(-1) });
        Fails(SolveStatus.InputWeightSingular, p => p with { R = Plants.Diagonal(0), B = new double[2, 1] });
        Fails(SolveStatus.NonFinite, p => p with { A = Plants.Diagonal(double.NaN, 1) });
        Fails(SolveStatus.NonFinite, p => p with { Q = Plants.Diagonal(double.PositiveInfinity, 1) });
        Assert.Equal(new RecursionResult(SolveStatus.StateWeightNotPositiveSemidefinite, 4), Solve([good], 4, Plants.Diagonal(1, -1)).Result);
        Assert.Equal(new RecursionResult(SolveStatus.NonFinite, 4), Solve([good], 4, Plants.Diagonal(1, double.NaN)).Result);
    }

    [Fact]
    public void Nothing_IsAllocatedOrWrittenOutside()
    {
        LqrProblem problem = Plants.Random(4, 2, seed: 3);
        var shape = new DynamicShape(4, 2);
        Canaried gains = new(5 * 8), factors = new(6 * 16), first = new(16), workspace = new(SquareRootRecursion.WorkspaceLength(shape));
        long before = 0;

        // The first round may compile and so allocate; the second must not.
        for (int round = 0; round < 2; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            LqrModel model = problem.AsModel();
            SquareRootRecursion.Solve(shape, 5, model, model.Q, gains.Span, first.Span, workspace.Span);
            SquareRootRecursion.Solve(shape, 5, model, model.Q, gains.Span, factors.Span, workspace.Span);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(factors.Span[..16].ToArray(), first.Span.ToArray());
        Assert.All(new[] { gains, factors, first, workspace }, buffer => buffer.AssertIntact());
    }

    private static Answer Solve(IReadOnlyList<LqrProblem> stages, int horizon, double[,] terminal)
    {
        int n = stages[0].StateDim, m = stages[0].InputDim;
        var shape = new DynamicShape(n, m);
        double[] gains = new double[horizon * m * n], factors = new double[(horizon + 1) * n * n];
        RecursionResult result = SquareRootRecursion.Solve(
            shape, horizon, Model(stages), ZeroSumGames.Flat(terminal), gains, factors, new double[SquareRootRecursion.WorkspaceLength(shape)]);
        return new Answer(result, gains, factors);
    }

    private static LqrModel Model(IReadOnlyList<LqrProblem> stages) => new(
        ZeroSumGames.Flat(stages.Select(p => p.A)),
        ZeroSumGames.Flat(stages.Select(p => p.B)),
        ZeroSumGames.Flat(stages.Select(p => p.Q)),
        ZeroSumGames.Flat(stages.Select(p => p.R)),
        stages[0].S is null ? default : ZeroSumGames.Flat(stages.Select(p => p.S!)));

    /// <summary>K_0 by the recursion in double-double arithmetic.</summary>
    private static double[,] PreciseGain(LqrProblem problem, int horizon)
    {
        DoubleDouble[,] b = PreciseMatrix.ofFloats(problem.B), a = PreciseMatrix.ofFloats(problem.A), p = PreciseMatrix.ofFloats(problem.Q), gain = b;
        for (int t = 0; t < horizon; t++)
        {
            DoubleDouble[,] product = PreciseMatrix.multiply(PreciseMatrix.transpose(b), p);
            DoubleDouble[,] weight = PreciseMatrix.add(PreciseMatrix.ofFloats(problem.R), PreciseMatrix.multiply(product, b));
            gain = PreciseMatrix.solve(weight, PreciseMatrix.multiply(product, a));
            DoubleDouble[,] step = PreciseDare.residualOf(Reference.Lqr.problem(problem.A, problem.B, problem.Q, problem.R), p).Item1;
            p = PreciseMatrix.symmetrise(PreciseMatrix.add(p, step));
        }

        return PreciseMatrix.toFloats(gain);
    }

    private sealed record Answer(RecursionResult Result, double[] Gains, double[] Factors);
}
