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

namespace SpanLqr.Tests.Riccati.AffineTerm;

/// <summary>The affine terms against the regulator of the state (x, 1), which knows no affine terms.</summary>
public class AffineTests
{
    private const double Tolerance = 1e-10;

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(3, 2, true)]
    [InlineData(4, 4, false)]
    [InlineData(2, 5, true)]
    [InlineData(10, 3, true)]
    public void VaryingHorizon_GivesTheGainsAndCostsOfTheAugmentedState(int n, int m, bool cross)
    {
        const int Horizon = 6;
        var random = new Random(n + m);
        LqrProblem[] stages = [.. Enumerable.Range(0, Horizon).Select(t => Plants.Random(n, m, seed: (50 * n) + t, cross))];
        double[] drift = Vector(Horizon * n, random), q = Vector(Horizon * n, random), r = Vector(Horizon * m, random), last = Vector(n, random);
        Reference.Lqr.Problem[] augmented = [.. stages.Select((p, t) => Augment(p, drift[(t * n)..((t + 1) * n)], q[(t * n)..((t + 1) * n)], r[(t * m)..((t + 1) * m)]))];
        (double[][,] gains, double[][,] costs) = Reference.Lqr.finiteHorizon(augmented, Affine.terminal(Matrix.identity(n), last));
        var run = new Run(stages, Horizon, drift, q, r, last);
        ShapeDispatch.Run<Run, bool>(n, m, ref run);
        Assert.Equal(SolveStatus.Ok, run.Result.Status);
        for (int t = 0; t < Horizon; t++)
        {
            AssertColumn(gains[t], n, m, run.Offsets.AsSpan(t * m, m), $"kappa_{t}");
            AssertColumn(costs[t], n, n, run.LinearCosts.AsSpan(t * n, n), $"p_{t}");
        }

        Assert.Equal(last, run.LinearCosts[(Horizon * n)..]);
        Assert.True(Norms.RelativeError(run.Result.Constant, costs[0][n, n]) < Tolerance);
    }

    [Fact]
    public void NoTerms_GiveNoOffsets()
    {
        var run = new Run([Plants.Random(3, 2, seed: 1)], 4, [], [], [], []);
        ShapeDispatch.Run<Run, bool>(3, 2, ref run);
        Assert.Equal(new AffineResult(SolveStatus.Ok, -1, 0), run.Result);
        Assert.All(run.Offsets.Concat(run.LinearCosts), x => Assert.Equal(0, x));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(2, 4)]
    [InlineData(9, 2)]
    public void Stationary_IsTheLimitOfALongHorizon(int n, int m)
    {
        var random = new Random(n);
        LqrProblem problem = Plants.Random(n, m, seed: n);
        double[] drift = Vector(n, random), q = Vector(n, random), r = Vector(m, random);
        Stationary answer = Solve(problem, drift, q, r);
        Reference.Lqr.Problem augmented = Augment(problem, drift, q, r);
        (double[][,] gains, double[][,] costs) = Reference.Lqr.finiteHorizon([.. Enumerable.Repeat(augmented, 800)], new double[n + 1, n + 1]);
        Assert.Equal(SolveStatus.Ok, answer.Result.Status);
        AssertColumn(gains[0], n, m, answer.Offset, "kappa");
        AssertColumn(costs[0], n, n, answer.LinearCost, "p");
        Assert.True(Norms.RelativeError(answer.Result.Constant, costs[0][n, n] - costs[1][n, n]) < Tolerance);
    }

    [Fact]
    public void ReachableReference_IsTrackedWithoutErrorAndWithoutCost()
    {
        // x̂ = Ax̂ + Bû + d: the reference is a trajectory of the plant, so nothing is better than to stay on it.
        LqrProblem problem = Plants.Random(3, 2, seed: 12);
        double[] state = [1, -2, 0.5], input = [0.3, 0.7];
        double[] drift = [.. state.Zip(Matrix.multiplyVector(problem.A, state), Matrix.multiplyVector(problem.B, input)).Select(z => z.First - z.Second - z.Third)];
        double[] q = new double[3], r = new double[2];
        double constant = Tracking.Terms(new DynamicShape(3, 2), problem.AsModel(), state, input, q, r);
        Stationary answer = Solve(problem, drift, q, r);
        double[] u = [.. Matrix.multiplyVector(answer.Gain, state).Zip(answer.Offset, (kx, kappa) => -kx - kappa)];
        Assert.Equal(0, answer.Result.Constant + constant, 10);
        Assert.All(u.Zip(input), pair => Assert.Equal(pair.Second, pair.First, 10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TrackingTerms_AreTheCostOfTheDistance(bool hasInput)
    {
        var random = new Random(3);
        LqrProblem problem = Plants.Random(4, 3, seed: 2);
        double[] state = Vector(4, random), input = hasInput ? Vector(3, random) : [], q = new double[4], r = new double[3], x = Vector(4, random), u = Vector(3, random);
        double constant = Tracking.Terms(new DynamicShape(4, 3), problem.AsModel(), state, input, q, r);
        double Cost(double[] dx, double[] du) => Matrix.quadraticForm(problem.Q, dx) + (2 * Dot(dx, Matrix.multiplyVector(problem.S!, du))) + Matrix.quadraticForm(problem.R, du);
        double[] away = [.. x.Zip(state, (a, b) => a - b)], awayInput = [.. u.Select((a, i) => a - (hasInput ? input[i] : 0))];
        Assert.Equal(Cost(away, awayInput), Cost(x, u) + (2 * Dot(q, x)) + (2 * Dot(r, u)) + constant, 10);
    }

    [Fact]
    public void GainThatDoesNotStabilise_IsSingularAtOne()
    {
        // A = I and K = 0: the drift is never met.
        double[] offset = new double[1], linear = new double[1];
        AffineResult result = AffineStationary.Solve(
            new DynamicShape(1, 1), new LqrModel([1.0], [1.0], [1.0], [1.0]), new AffineTerms([1.0]), [1.0], [0.0], offset, linear, new double[20]);
        Assert.Equal(SolveStatus.Singular, result.Status);
        Assert.Equal([double.NaN, double.NaN, double.NaN], [offset[0], linear[0], result.Constant]);
    }

    [Fact]
    public void NotANumberInATerm_IsAnnouncedAtItsStage()
    {
        double[] q = Vector(4 * 3, new Random(1));
        q[(2 * 3) + 1] = double.NaN;
        var run = new Run([Plants.Random(3, 2, seed: 1)], 4, [], q, [], []);
        ShapeDispatch.Run<Run, bool>(3, 2, ref run);
        Assert.Equal((SolveStatus.NonFinite, 2), (run.Result.Status, run.Result.FailedStage));
        Assert.All(run.Offsets[..6].Concat(run.LinearCosts[..9]), x => Assert.Equal(double.NaN, x));
        Assert.All(run.Offsets[6..].Concat(run.LinearCosts[9..]), x => Assert.True(double.IsFinite(x)));
        Assert.Equal(SolveStatus.NonFinite, Solve(Plants.Random(2, 1, seed: 1), [1, double.PositiveInfinity], [], []).Result.Status);
    }

    [Fact]
    public void WrongLengths_AreNamed()
    {
        var shape = new DynamicShape(3, 2);
        Assert.Equal("terms.Drift", Fails(drift: 2).ParamName);
        Assert.Equal("terms.InputWeight", Fails(r: 3).ParamName);
        Assert.Equal("terminalWeight", Fails(last: 2).ParamName);
        Assert.Equal("offsets", Fails(offsets: 3).ParamName);
        Assert.Equal("linearCosts", Fails(linear: 6).ParamName);

        ArgumentException Fails(int drift = 0, int r = 0, int last = 0, int offsets = 4, int linear = 9) =>
            Assert.Throws<ArgumentException>(() => AffineRecursion.Solve(
                shape,
                2,
                new LqrModel(new double[9], new double[6], new double[9], new double[4]),
                new AffineTerms(new double[drift], default, new double[r]),
                new double[last],
                new double[12],
                new double[27],
                new double[offsets],
                new double[linear],
                new double[AffineRecursion.WorkspaceLength(shape)]));
    }

    [Fact]
    public void Nothing_IsAllocatedOrWrittenOutside()
    {
        LqrProblem problem = Plants.Random(4, 2, seed: 3);
        var shape = new DynamicShape(4, 2);
        double[] d = [1, 2, 3, 4], r = [1, 2], gains = new double[24], costs = new double[64];
        Canaried offsets = new(6), linear = new(16), recursion = new(AffineRecursion.WorkspaceLength(shape));
        Canaried offset = new(2), limit = new(4), stationary = new(AffineStationary.WorkspaceLength(shape));
        long before = 0;

        // The first round may compile and so allocate; the second must not.
        for (int round = 0; round < 2; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            LqrModel model = problem.AsModel();
            var terms = new AffineTerms(d, d, r);
            AffineRecursion.Solve(shape, 3, model, terms, d, gains, costs, offsets.Span, linear.Span, recursion.Span);
            AffineStationary.Solve(shape, model, terms, costs.AsSpan(0, 16), gains.AsSpan(0, 8), offset.Span, limit.Span, stationary.Span);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.All(new[] { offsets, linear, recursion, offset, limit, stationary }, buffer => buffer.AssertIntact());
    }

    private static Stationary Solve(LqrProblem problem, double[] drift, double[] q, double[] r)
    {
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.True(solution.IsOk);
        int n = problem.StateDim, m = problem.InputDim;
        var shape = new DynamicShape(n, m);
        double[] offset = new double[m], linear = new double[n];
        AffineResult result = AffineStationary.Solve(
            shape,
            problem.AsModel(),
            new AffineTerms(drift, q, r),
            ZeroSumGames.Flat(solution.CostToGo),
            ZeroSumGames.Flat(solution.Gain),
            offset,
            linear,
            new double[AffineStationary.WorkspaceLength(shape)]);
        return new Stationary(result, solution.Gain, offset, linear);
    }

    private static Reference.Lqr.Problem Augment(LqrProblem p, double[] drift, double[] q, double[] r)
    {
        double[,] cross = p.S ?? new double[p.StateDim, p.InputDim];
        return Affine.augment(new Reference.Lqr.Problem(p.A, p.B, p.Q, p.R, cross, Matrix.identity(p.StateDim)), drift, q, r);
    }

    private static void AssertColumn(double[,] matrix, int column, int length, ReadOnlySpan<double> actual, string what)
    {
        double scale = 1 + Matrix.maxAbs(matrix);
        for (int i = 0; i < length; i++)
        {
            Assert.True(Math.Abs(matrix[i, column] - actual[i]) < Tolerance * scale, what);
        }
    }

    private static double[] Vector(int length, Random random) => ZeroSumGames.Flat(Plants.Matrix(1, length, random, 1));

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private sealed record Stationary(AffineResult Result, double[,] Gain, double[] Offset, double[] LinearCost);

    /// <summary>The gains by <see cref="RiccatiRecursion"/> from P_T = I, then the affine pass.</summary>
    private struct Run(IReadOnlyList<LqrProblem> stages, int horizon, double[] drift, double[] q, double[] r, double[] last) : IShapeVisitor<bool>
    {
        public AffineResult Result { get; private set; }

        public double[] Offsets { get; private set; } = [];

        public double[] LinearCosts { get; private set; } = [];

        public bool Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            var model = new LqrModel(
                ZeroSumGames.Flat(stages.Select(p => p.A)),
                ZeroSumGames.Flat(stages.Select(p => p.B)),
                ZeroSumGames.Flat(stages.Select(p => p.Q)),
                ZeroSumGames.Flat(stages.Select(p => p.R)),
                stages[0].S is null ? default : ZeroSumGames.Flat(stages.Select(p => p.S!)));
            double[] gains = new double[horizon * m * n], costs = new double[(horizon + 1) * n * n];
            Assert.True(RiccatiRecursion.Solve(
                shape, horizon, model, Plants.Identity(n), gains, costs, new double[RiccatiRecursion.WorkspaceLength(shape)]).IsOk);
            Offsets = new double[horizon * m];
            LinearCosts = new double[(horizon + 1) * n];
            Result = AffineRecursion.Solve(
                shape,
                horizon,
                model,
                new AffineTerms(drift, q, r),
                last,
                gains,
                costs,
                Offsets,
                LinearCosts,
                new double[AffineRecursion.WorkspaceLength(shape)]);
            return true;
        }
    }
}
