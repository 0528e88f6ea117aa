using System;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;
using SpanLqr.Plants;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.Linear;

/// <summary>Lengths are computed in 64 bits: what no span can hold is an error that names the argument, and never a small or negative number.</summary>
public class SizeTests
{
    private static readonly double[,] One = { { 1 } };

    [Theory]
    [InlineData(20000, 1)]
    [InlineData(30000, 2)]
    [InlineData(16000, 16000)]
    public void Workspaces_OfShapesThatAreTooLargeAreRefused(int n, int m)
    {
        var shape = new DynamicShape(n, m);
        AssertNames("shape", () => Dare.WorkspaceLength(shape));
        AssertNames("shape", () => Kalman.WorkspaceLength(shape));
        AssertNames("shape", () => Sampling.WorkspaceLength(shape));
        AssertNames("shape", () => PolicyEvaluation.WorkspaceLength(shape));
        AssertNames("shape", () => Lyapunov.DirectWorkspaceLength(shape));
        AssertNames("shape", () => BatchRecursion.WorkspaceLength<DynamicShape, double>(shape));
        Assert.ThrowsAny<ArgumentException>(() => GameDare.WorkspaceLength(shape, 1));
    }

    [Theory]
    [InlineData(20000)]
    [InlineData(32000)]
    public void Workspaces_ThatGrowWithTheSquareAreExactOrRefused(int n)
    {
        var shape = new DynamicShape(n, 1);
        Assert.Equal(2L * n * n, SpectralRadius.WorkspaceLength(shape));
        AssertExactOrRefused(4L * n * n, () => Lyapunov.WorkspaceLength(shape));
        AssertExactOrRefused(((long)n * n) + (2L * n), () => SymmetricEigenvalues.WorkspaceLength(n));
    }

    [Theory]
    [InlineData(16000)]
    [InlineData(20000)]
    public void Workspaces_OfFiltersThatAreTooLargeAreRefused(int n)
    {
        AssertNames("shape", () => SquareRootKalmanRecursion.WorkspaceLength(new DynamicShape(n, n)));
        AssertNames("shape", () => KalmanRecursion.WorkspaceLength(new DynamicShape(n, n)));
    }

    [Fact]
    public void MoreAgentsOrStepsThanAnArrayHolds_AreRefused()
    {
        var plant = new LqrProblem { A = Reference.Matrix.identity(2), B = new double[,] { { 1 }, { 0 } }, Q = Reference.Matrix.identity(2), R = One };
        AssertNames("agents", () => new LqrTrajectories(plant, agents: int.MaxValue / 2));
        AssertNames("options", () => new LstdCritic(new LqrTrajectories(plant, agents: 4), new TrajectoryOptions { Steps = int.MaxValue / 2 }));
        AssertNames("Horizon", () => new SpanLqr.Learning.Robust.GainLayout(int.MaxValue, 2, 2, 2).Length);
    }

    [Fact]
    public void Workspaces_OfOrdersWithoutAShapeAreRefusedToo()
    {
        AssertNames("order", () => SymmetricEigenvalues.WorkspaceLength(50000));
        AssertNames("rows", () => Stein.WorkspaceLength(50000, 3));
        AssertNames("columns", () => Stein.WorkspaceLength(3, 50000));
        AssertNames("adversaryDim", () => GameRecursion.WorkspaceLength(new DynamicShape(2, 1), 50000));
    }

    [Fact]
    public void HorizonsThatAreTooLong_AreRefused()
    {
        FiniteHorizonProblem problem = new() { Horizon = int.MaxValue, A = [One], B = [new double[1, 2]], Q = [One], R = [new double[,] { { 1, 0 }, { 0, 1 } }] };
        AssertNames("problem", () => LqrSolver.Solve(problem));
        AssertNames("problem", () => LqrSolver.SolveSquareRoot(problem));
        ZeroSumProblem game = new() { A = One, B = One, D = new double[1, 2], Q = One, R = One, Gamma = 9 };
        AssertNames("horizon", () => ZeroSumSolver.Solve(game, int.MaxValue));
        RobustProblem robust = new() { Horizon = int.MaxValue, A = [One], B = [new double[1, 3]], Q = [One], Qbar = [One], Sigma = One, SigmaBar = One };
        AssertNames("problem", () => RobustSolver.Solve(robust, 9));
    }

    [Fact]
    public void AProductThatWouldWrapToTheLengthOfTheSpan_IsRefused()
    {
        // 2³¹ − 1 times 2×1 is −2 in 32 bits; (2³¹ − 1 + 1)·1 is negative; 2³⁰ times 4 is 0.
        double[] one = [1.0], gains = [], costs = [0.0];
        Assert.Throws<ArgumentException>(() => RiccatiRecursion.Solve(
            new DynamicShape(1, 4), 1 << 30, new LqrModel(one, new double[4], one, Identity(4)), one, gains, costs, new double[99]));
        Assert.Throws<ArgumentException>(() => GameRecursion.Solve(
            new DynamicShape(1, 4), 1 << 30, new GameModel(one, new double[4], one, 1, one, Identity(4)), 9, one, gains, gains, costs, gains, new double[99]));
        Assert.Throws<ArgumentException>(() => BatchRecursion.Solve<DynamicShape, double>(
            new DynamicShape(2, 1), 1 << 30, 1, new LqrModel<double>(Identity(2), [0, 1], Identity(2), one), Identity(2), gains, [], [], new double[99]));
    }

    [Fact]
    public void AShapeWithoutASize_IsAnErrorThatSaysSo()
    {
        DynamicShape none = default;
        AssertSaysNoSize(() => Dare.Solve(none, default, default, [], [], new double[9]));
        AssertSaysNoSize(() => Dare.Resolve(none, default, default, [], [], new double[9]));
        AssertSaysNoSize(() => RiccatiRecursion.Solve(none, 1, default(LqrModel), [], [], [], new double[9]));
        AssertSaysNoSize(() => RiccatiRecursion.Solve(default(DynamicShape<float>), 1, default(LqrModel<float>), [], [], [], new float[9]));
        AssertSaysNoSize(() => SquareRootRecursion.Solve(none, 1, default, [], [], [], new double[9]));
        AssertSaysNoSize(() => GameDare.Solve(none, new GameModel([], [], [], 1, [], []), 9, [], [], [], new double[9]));
        AssertSaysNoSize(() => GameRecursion.Solve(none, 1, new GameModel([], [], [], 1, [], []), 9, [], [], [], [], new double[1], new double[9]));
        AssertSaysNoSize(() => Kalman.Solve(none, default, default, [], [], [], [], new double[9]));
        AssertSaysNoSize(() => PolicyEvaluation.Evaluate(none, default, [], [], 0, [], [], [], new double[9]));
        AssertSaysNoSize(() => PolicyEvaluation.Gradient(none, [], [], []));
        AssertSaysNoSize(() => PolicyEvaluation.ActionValue(none, default, [], [], new double[9]));
        AssertSaysNoSize(() => Lyapunov.Solve(none, [], [], [], new double[9]));
        AssertSaysNoSize(() => Lyapunov.SolveDirect(none, [], [], [], new double[9]));
        AssertSaysNoSize(() => SpectralRadius.Compute(none, [], new double[9]));
        AssertSaysNoSize(() => AffineStationary.Solve(none, default, default, [], [], [], [], new double[9]));
        AssertSaysNoSize(() => AffineRecursion.Solve(none, 1, default, default, [], [], [], [], [], new double[9]));
        AssertSaysNoSize(() => Tracking.Terms(none, default, [], [], [], []));
        AssertSaysNoSize(() => BatchRecursion.Solve<DynamicShape, double>(none, 1, 1, default, [], [], [], [], new double[99]));
    }

    private static double[] Identity(int order) => Tests.Riccati.Plants.Identity(order);

    private static void AssertExactOrRefused(long length, Func<int> compute)
    {
        if (length <= int.MaxValue)
        {
            Assert.Equal(length, compute());
        }
        else
        {
            Assert.Throws<ArgumentException>(() => compute());
        }
    }

    private static void AssertNames(string argument, Func<object> act)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(act);
        Assert.Equal(argument, error.ParamName);
        Assert.Contains("entries", error.Message, StringComparison.Ordinal);
    }

    private static void AssertNames(string argument, Func<int> act) => AssertNames(argument, () => (object)act());

    private static void AssertSaysNoSize(Action act)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(act);
        Assert.Equal("shape", error.ParamName);
        Assert.Contains("0 states and 0 inputs", error.Message, StringComparison.Ordinal);
    }
}
