using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.KernelFacts;
using SpanLqr.TestShapes;
using Xunit;

namespace SpanLqr.Tests.Riccati.Batch;

/// <summary>Recursions in lanes against the same recursions one after the other, on every tier of instructions.</summary>
[Trait("Category", "Kernels")]
public class BatchRecursionTests
{
    private const int Horizon = 7;

    // Problems that fill no vector, one, some, and some and a part, in either precision.
    private static readonly int[] Counts = [1, 3, 8, 16, 35];

    [Fact]
    public void Each_problem_has_the_bits_of_its_own_recursion()
    {
        foreach (int count in Counts)
        {
            CheckBits(default(Shape1x1), default(Shape1x1), new BatchProblems<double>(1, 1, count, cross: false));
            CheckBits(default(Shape2x1), default(Shape2x1), new BatchProblems<double>(2, 1, count, cross: true));
            CheckBits(default(Shape3x2), default(Shape3x2), new BatchProblems<double>(3, 2, count, cross: true));
            CheckBits(default(Shape4x4), default(Shape4x4), new BatchProblems<double>(4, 4, count, cross: false));
            CheckBits(default(Shape5x1), default(Shape5x1), new BatchProblems<double>(5, 1, count, cross: true));
        }

        // Beyond what stays in registers.
        CheckBits(default(Shape5x3), default(Shape5x3), new BatchProblems<double>(5, 3, 11, cross: true));
        CheckBits(default(Shape8x4), default(Shape8x4), new BatchProblems<double>(8, 4, 9, cross: true));
        CheckBits(default(Shape12x6), default(Shape12x6), new BatchProblems<double>(12, 6, 9, cross: false));
    }

    [Fact]
    public void In_single_precision_too()
    {
        foreach (int count in Counts)
        {
            CheckBits(default(Shape2x1), default(OwnSingleShapes.Pair), new BatchProblems<float>(2, 1, count, cross: true));
            CheckBits(default(Shape4x4), default(OwnSingleShapes.OneVectorSquare), new BatchProblems<float>(4, 4, count, cross: false));
            CheckBits(default(Shape6x3), default(OwnSingleShapes.SixByThree), new BatchProblems<float>(6, 3, count, cross: true));
        }
    }

    [Fact]
    public void The_dynamic_shape_has_the_bits_of_the_generated_one()
    {
        var problems = new BatchProblems<double>(4, 2, 21, cross: true);
        (double[] gains, double[] costs, _) = Solve(default(Shape4x2), problems, problems.Model);
        (double[] dynamicGains, double[] dynamicCosts, _) = Solve(new DynamicShape(4, 2), problems, problems.Model);

        Assert.Equal(gains, dynamicGains);
        Assert.Equal(costs, dynamicCosts);
    }

    [Fact]
    public void A_size_without_a_generated_shape_is_the_single_recursion_within_its_rounding()
    {
        var problems = new BatchProblems<double>(17, 3, 10, cross: true);
        var shape = new DynamicShape(17, 3);
        double[] gains = new double[Horizon * 51 * 10], costs = new double[289 * 10];
        problems.OneByOne(shape, Horizon, gains, costs);
        (double[] batchGains, double[] batchCosts, _) = Solve(shape, problems, problems.Model);

        // The one factors by Cholesky, the other by LDL'; conditions here are below a thousand.
        for (int k = 0; k < gains.Length; k++)
        {
            Assert.Equal(gains[k], batchGains[k], 1e-11);
        }

        for (int k = 0; k < costs.Length; k++)
        {
            Assert.Equal(costs[k], batchCosts[k], 1e-11 * Math.Max(1, Math.Abs(costs[k])));
        }
    }

    [Fact]
    public void Shared_matrices_are_as_good_as_copies()
    {
        var problems = new BatchProblems<double>(3, 1, 19, cross: true, sharesWeights: true);
        (double[] gains, double[] costs, _) = Solve(default(Shape3x1), problems, problems.Model);
        (double[] sharedGains, double[] sharedCosts, _) = Solve(default(Shape3x1), problems, problems.WithSharedWeights);

        Assert.Equal(gains, sharedGains);
        Assert.Equal(costs, sharedCosts);
    }

    [Fact]
    public void Stage_by_stage_in_place_and_the_first_gain_alone_are_the_same()
    {
        var problems = new BatchProblems<double>(4, 1, 13, cross: false);
        (double[] gains, double[] costs, _) = Solve(default(Shape4x1), problems, problems.Model);
        double[] gain = new double[4 * 13], cost = (double[])problems.Terminal.Clone(), workspace = Workspace<Shape4x1, double>(default);
        var results = new RecursionResult[13];
        for (int t = 0; t < Horizon; t++)
        {
            Assert.Equal(0, BatchRecursion.Solve(default(Shape4x1), 13, 1, problems.Model, cost, gain, cost, results, workspace));
        }

        Assert.Equal(gains[..gain.Length], gain);
        Assert.Equal(costs, cost);
        Assert.Equal(0, BatchRecursion.Solve(default(Shape4x1), 13, Horizon, problems.Model, problems.Terminal, gain, cost, results, workspace));
        Assert.Equal(gains[..gain.Length], gain);
    }

    [Fact]
    public void A_problem_that_fails_is_named_and_poisoned_and_its_neighbours_keep_their_bits()
    {
        var problems = new BatchProblems<double>(2, 1, 12, cross: false);
        (double[] gains, double[] costs, _) = Solve(default(Shape2x1), problems, problems.Model);

        // R so negative that the last stage is not convex; an entry that is no number; dynamics that overflow on the way.
        problems.R[3] = -1e6;
        problems.A[(1 * 12) + 9] = double.NaN;
        problems.A[11] = 1e120;
        problems.B[11] = problems.B[12 + 11] = 0;
        (double[] failedGains, double[] failedCosts, RecursionResult[] results) = Solve(default(Shape2x1), problems, problems.Model, failed: 3);

        Assert.Equal(new RecursionResult(SolveStatus.StageNotConvex, Horizon - 1), results[3]);
        Assert.Equal(SolveStatus.NonFinite, results[9].Status);
        Assert.Equal(SolveStatus.NonFinite, results[11].Status);
        Assert.InRange(results[11].FailedStage, 0, Horizon - 3);
        for (int k = 0; k < failedCosts.Length; k++)
        {
            Assert.Equal(k % 12 is 3 or 9 or 11 ? double.NaN : costs[k], failedCosts[k]);
        }

        for (int k = 0; k < failedGains.Length; k++)
        {
            Assert.Equal(k % 12 is 3 or 9 or 11 ? double.NaN : gains[k], failedGains[k]);
        }
    }

    [Fact]
    public void A_pivot_that_overflows_is_not_taken_for_a_large_weight()
    {
        // G = 1 + 1e400: K would come out as zero, and P as if there were no input.
        double[] gain = new double[1], cost = new double[1];
        var results = new RecursionResult[1];
        var model = new LqrModel<double>([0.5], [1e200], [1], [1]);

        Assert.Equal(1, BatchRecursion.Solve(default(Shape1x1), 1, 1, model, [1], gain, cost, results, Workspace<Shape1x1, double>(default)));
        Assert.Equal(new RecursionResult(SolveStatus.NonFinite, 0), results[0]);
        Assert.Equal([double.NaN, double.NaN], new[] { gain[0], cost[0] });
    }

    [Fact]
    public void Solving_allocates_nothing()
    {
        var problems = new BatchProblems<double>(5, 2, 11, cross: true);
        double[] gains = new double[10 * 11], costs = new double[25 * 11], workspace = Workspace<Shape5x2, double>(default);
        var results = new RecursionResult[11];
        BatchRecursion.Solve(default(Shape5x2), 11, Horizon, problems.Model, problems.Terminal, gains, costs, results, workspace);
        long before = GC.GetAllocatedBytesForCurrentThread();
        BatchRecursion.Solve(default(Shape5x2), 11, Horizon, problems.Model, problems.Terminal, gains, costs, results, workspace);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Wrong_lengths_and_overlaps_are_refused_by_name()
    {
        double[] gains = new double[2 * 3], costs = new double[4 * 3], workspace = Workspace<Shape2x1, double>(default);
        var results = new RecursionResult[3];
        Refuses("model.A", () => Run(new double[8], costs, results));
        Refuses("costsToGo", () => Run(new double[12], new double[4], results));
        Refuses("results", () => Run(new double[12], costs, new RecursionResult[2]));
        Refuses("gains", () => Run(new double[12], costs, results, 2, new double[7]));
        Refuses("workspace", () => Run(new double[12], costs, results, workspace: workspace[1..]));
        Refuses("costsToGo", () => Run(costs, costs, results));
        Assert.Throws<ArgumentOutOfRangeException>("horizon", () => Run(new double[12], costs, results, 0));

        void Run(double[] a, double[] costsToGo, RecursionResult[] into, int horizon = 1, double[]? to = null, double[]? workspace = null) =>
            BatchRecursion.Solve(
                default(Shape2x1), 3, horizon, new LqrModel<double>(a, new double[2], new double[4], [1]), new double[4],
                to ?? gains, costsToGo, into, workspace ?? Workspace<Shape2x1, double>(default));

        static void Refuses(string name, Action call) => Assert.Equal(name, Assert.Throws<ArgumentException>(call).ParamName);
    }

    private static void CheckBits<TShape, TSingle, T>(TShape shape, TSingle single, BatchProblems<T> problems)
        where TShape : struct, ILqrShape
        where TSingle : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim, m = shape.InputDim;
        T[] gains = new T[Horizon * m * n * problems.Count], costs = new T[n * n * problems.Count];
        RecursionResult[] expected = problems.OneByOne(single, Horizon, gains, costs);
        (T[] batchGains, T[] batchCosts, RecursionResult[] results) = Solve(shape, problems, problems.Model);

        Assert.Equal(expected, results);
        Assert.Equal(gains, batchGains);
        Assert.Equal(costs, batchCosts);
    }

    private static (T[] Gains, T[] Costs, RecursionResult[] Results) Solve<TShape, T>(
        TShape shape, BatchProblems<T> problems, in LqrModel<T> model, int failed = 0)
        where TShape : struct, ILqrShape
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim, m = shape.InputDim;
        T[] gains = new T[Horizon * m * n * problems.Count], costs = new T[n * n * problems.Count];
        var results = new RecursionResult[problems.Count];
        Assert.Equal(
            failed,
            BatchRecursion.Solve(shape, problems.Count, Horizon, model, problems.Terminal, gains, costs, results, Workspace<TShape, T>(shape)));
        return (gains, costs, results);
    }

    private static T[] Workspace<TShape, T>(TShape shape)
        where TShape : struct, ILqrShape
        where T : unmanaged => new T[BatchRecursion.WorkspaceLength<TShape, T>(shape)];
}
