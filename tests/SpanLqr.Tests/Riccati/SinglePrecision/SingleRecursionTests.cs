using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.Support;
using Xunit;
using Cart = SpanLqr.TestShapes.OwnSingleShapes.OneVector;
using Quadrotor = SpanLqr.TestShapes.OwnSingleShapes.TwelveStates;
using Walker = SpanLqr.TestShapes.OwnSingleShapes.SixByThree;

namespace SpanLqr.Tests.Riccati.SinglePrecision;

/// <summary>The finite-horizon recursion in single precision against the textbook in double precision.</summary>
public class SingleRecursionTests
{
    private const int Horizon = 25;

    // The unit roundoff times some ten roundings for each of n + m terms, and a condition of R + B'PB of a few hundred at most.
    private const double Tolerance = 1e-4;

    [Fact]
    public void Solve_IsTheTextbookWithinItsRounding()
    {
        Check(default(Cart));
        Check(default(Walker));
        Check(default(Quadrotor));
        Check(new DynamicShape<float>(1, 1));
        Check(new DynamicShape<float>(3, 5));
        Check(new DynamicShape<float>(20, 4));
    }

    [Fact]
    public void Solve_KeepsTheFirstCostAloneOrAllToTheSameBits()
    {
        LqrProblem problem = SinglePlants.Random(4, 1, seed: 3);
        float[] all = new float[(Horizon + 1) * 16], first = new float[16];
        Assert.True(Solve(default(Cart), problem, all, out _).IsOk);
        Assert.True(Solve(default(Cart), problem, first, out _).IsOk);
        Assert.Equal(all[..16], first);
    }

    [Fact]
    public void Solve_WhatOverflowsSinglePrecision_IsNonFiniteAtTheStageWhereItDoes()
    {
        // Without control P_1 = 1 + 1e40, beyond float and not beyond double.
        var model = new LqrModel<float>([1e20f], [0], [1], [1]);
        var shape = new DynamicShape<float>(1, 1);
        float[] costs = new float[3];
        Assert.Equal(new RecursionResult(SolveStatus.NonFinite, 1), RiccatiRecursion.Solve(shape, 2, model, [1], new float[2], costs, Workspace(shape)));
        var wide = new LqrModel([1e20], [0], [1], [1]);
        Assert.True(RiccatiRecursion.Solve(
            new DynamicShape(1, 1), 2, wide, [1], new double[2], new double[3], new double[RiccatiRecursion.WorkspaceLength(new DynamicShape(1, 1))]).IsOk);
    }

    [Fact]
    public void Solve_AStageThatIsNotConvex_IsNamed()
    {
        var shape = new DynamicShape<float>(1, 1);
        var model = new LqrModel<float>([1, 1], [1, 1], [1, 1], [1, -9]);
        Assert.Equal(
            new RecursionResult(SolveStatus.StageNotConvex, 1), RiccatiRecursion.Solve(shape, 2, model, [1], new float[2], new float[3], Workspace(shape)));
    }

    [Fact]
    public void Solve_WrongLengthsAndOverlaps_AreNamed()
    {
        Assert.Equal("model.B", Fails(b: 5).ParamName);
        Assert.Equal("terminalCost", Fails(p: 15).ParamName);
        Assert.Equal("workspace", Fails(w: 1).ParamName);
        float[] memory = new float[40];
        Assert.Equal("costsToGo", Assert.Throws<ArgumentException>(() => RiccatiRecursion.Solve(
            default(Cart), 1, SinglePlants.Model(SinglePlants.Random(4, 1, seed: 1)), new float[16], memory.AsSpan(0, 4), memory.AsSpan(2, 16), Workspace(default(Cart)))).ParamName);

        static ArgumentException Fails(int b = 4, int p = 16, int w = 100) => Assert.Throws<ArgumentException>(() => RiccatiRecursion.Solve(
            default(Cart),
            1,
            new LqrModel<float>(new float[16], new float[b], new float[16], new float[1]),
            new float[p],
            new float[4],
            new float[16],
            new float[w]));
    }

    [Fact]
    public void Solve_AllocatesNothing()
    {
        float[] a = [1, 0.1f, 0, 1], b = [0, 0.1f], q = [1, 0, 0, 1], r = [1];
        float[] gains = new float[2 * Horizon], cost = new float[4], workspace = Workspace(new DynamicShape<float>(2, 1));
        long allocated = -1;

        // The first round may compile and so allocate; the second must not.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            RiccatiRecursion.Solve(new DynamicShape<float>(2, 1), Horizon, new LqrModel<float>(a, b, q, r), q, gains, cost, workspace);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void WorkspaceLength_HasTheNameOfTheShapeInEitherPrecision()
    {
        Assert.Equal(RiccatiRecursion.WorkspaceLength(default(Cart)), Cart.RiccatiRecursionWorkspaceLength);
        Assert.Equal(RiccatiRecursion.WorkspaceLength(default(Shape4x1)), Cart.RiccatiRecursionWorkspaceLength);
    }

    [Fact]
    public void DynamicShape_OfAnythingButDoubleOrFloat_IsRefused() => Assert.Throws<NotSupportedException>(() => new DynamicShape<Half>(2, 1));

    private static void Check<TShape>(TShape shape)
        where TShape : struct, ILqrShape<float>
    {
        int n = shape.StateDim, m = shape.InputDim;
        foreach (bool cross in (bool[])[false, true])
        {
            LqrProblem problem = SinglePlants.Random(n, m, seed: n + m, cross);
            var stage = new Reference.Lqr.Problem(problem.A, problem.B, problem.Q, problem.R, problem.S ?? Matrix.zeros(n, m), Matrix.identity(n));
            (double[][,] gains, double[][,] costs) = Reference.Lqr.finiteHorizon([.. Enumerable.Repeat(stage, Horizon)], problem.Q);
            float[] ours = new float[(Horizon + 1) * n * n];
            Assert.Equal(new RecursionResult(SolveStatus.Ok, -1), Solve(shape, problem, ours, out float[] ourGains));
            for (int t = 0; t < Horizon; t++)
            {
                Assert.InRange(Norms.RelativeError(SinglePlants.Widen(ourGains.AsSpan(t * n * m, n * m), m, n), gains[t]), 0, Tolerance);
                Assert.InRange(Norms.RelativeError(SinglePlants.Widen(ours.AsSpan(t * n * n, n * n), n, n), costs[t]), 0, Tolerance);
            }
        }
    }

    private static RecursionResult Solve<TShape>(TShape shape, LqrProblem problem, float[] costsToGo, out float[] gains)
        where TShape : struct, ILqrShape<float>
    {
        gains = new float[Horizon * shape.InputDim * shape.StateDim];
        return RiccatiRecursion.Solve(shape, Horizon, SinglePlants.Model(problem), SinglePlants.Narrow(problem.Q), gains, costsToGo, Workspace(shape));
    }

    private static float[] Workspace<TShape>(TShape shape)
        where TShape : struct, IShapeSize => new float[RiccatiRecursion.WorkspaceLength(shape)];
}
