using System;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using Xunit;

namespace SpanLqr.Tests.Robust;

public sealed class RobustPolicyTests
{
    [Fact]
    public void Calls_do_what_the_gains_of_the_step_say()
    {
        RobustSolution solution = RobustSolver.Solve(RandomRobust.Create(31, 4, 3, 2, 1, null), 6);
        RobustPolicy policy = new(solution);
        double[] state = [1, -2, 0.5], mean = [0.3, 0.1, -1], input = new double[2], disturbance = new double[1];
        for (int t = 0; t < 4; t++)
        {
            policy.Act(t, state, mean, input);
            policy.Disturb(t, state, mean, disturbance);
            AssertFeedback(-1, solution.Deviations!.Gains[t], solution.MeanField!.Gains[t], state, mean, input);
            AssertFeedback(1, solution.Deviations.AdversaryGains[t], solution.MeanField.AdversaryGains[t], state, mean, disturbance);
        }
    }

    [Fact]
    public void Stationary_policies_are_the_same_at_every_step()
    {
        RobustPolicy policy = new(RobustSolver.Solve(RandomRobust.Create(32, null, 2, 1, 2, null), 8));
        double[] first = new double[1], later = new double[1];
        policy.Act(0, [1, 2], [3, 4], first);
        policy.Act(1_000_000, [1, 2], [3, 4], later);

        Assert.Null(policy.Horizon);
        Assert.Equal(first, later);
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        RobustPolicy policy = new(RobustSolver.Solve(RandomRobust.Create(33, 4, 3, 2, 1, null), 6));
        double[] state = new double[3], mean = new double[3], input = new double[2], disturbance = new double[1];
        policy.Act(0, state, mean, input);
        policy.Disturb(0, state, mean, disturbance);

        long before = GC.GetAllocatedBytesForCurrentThread();
        policy.Act(3, state, mean, input);
        policy.Disturb(3, state, mean, disturbance);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Wrong_steps_lengths_and_overlaps_are_named()
    {
        RobustSolution solution = RobustSolver.Solve(RandomRobust.Create(34, 4, 3, 2, 1, null), 6);
        RobustPolicy policy = new(solution);
        double[] memory = new double[4];

        AssertRefused("t", () => policy.Act(4, new double[3], new double[3], new double[2]));
        AssertRefused("t", () => policy.Disturb(-1, new double[3], new double[3], new double[1]));
        AssertRefused("state", () => policy.Act(0, new double[2], new double[3], new double[2]));
        AssertRefused("mean", () => policy.Act(0, new double[3], new double[2], new double[2]));
        AssertRefused("input", () => policy.Act(0, new double[3], new double[3], new double[1]));
        AssertRefused("disturbance", () => policy.Disturb(0, new double[3], new double[3], new double[2]));
        AssertRefused("input", () => policy.Act(0, memory.AsSpan(0, 3), new double[3], memory.AsSpan(2, 2)));
        AssertRefused("solution", () => new RobustPolicy(solution with { Status = SolveStatus.NoSaddlePoint }));
    }

    private static void AssertFeedback(double sign, double[,] own, double[,] common, double[] state, double[] mean, double[] actual)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            double expected = sign * Enumerable.Range(0, state.Length).Sum(j => (own[i, j] * (state[j] - mean[j])) + (common[i, j] * mean[j]));
            Assert.Equal(expected, actual[i], 1e-13);
        }
    }

    private static void AssertRefused(string argument, Action act) =>
        Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);
}
