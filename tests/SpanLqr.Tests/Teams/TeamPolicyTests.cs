using System;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Teams;

public sealed class TeamPolicyTests
{
    private static readonly (int Size, int States, int Inputs)[] Shapes = [(5, 3, 2), (1, 1, 1), (4, 2, 2)];

    [Fact]
    public void Every_agents_input_is_its_row_of_the_monolithic_feedback()
    {
        RandomTeams random = new(41);
        TeamSolution solution = TeamSolver.Solve(random.Create(Shapes));
        TeamPolicy policy = new(solution);
        double[][] states = Shapes.Select(s => random.Vector(s.Size * s.States)).ToArray();
        double[] meanField = Shapes.SelectMany((s, l) => Mean(states[l], s.States)).ToArray();
        double[] whole = Feedback(MonolithicGain.Of(solution), states.SelectMany(x => x).ToArray());

        double[] acted = Shapes.SelectMany((shape, l) =>
        {
            double[] inputs = new double[shape.Size * shape.Inputs];
            policy.Act(l, states[l], meanField, inputs);
            return inputs;
        }).ToArray();

        Assert.All(whole.Zip(acted), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
    }

    [Fact]
    public void An_agent_acts_the_same_to_the_bit_alone_and_among_others()
    {
        RandomTeams random = new(42);
        TeamPolicy policy = new(TeamSolver.Solve(random.Create(Shapes)));
        double[] meanField = random.Vector(6);
        double[] states = random.Vector(100 * 3);
        double[] together = new double[100 * 2];
        policy.Act(0, states, meanField, together);

        double[] alone = new double[2];
        for (int i = 0; i < 100; i++)
        {
            policy.Act(0, states.AsSpan(3 * i, 3), meanField, alone);
            Assert.Equal(alone, together.AsSpan(2 * i, 2));
        }
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        RandomTeams random = new(43);
        TeamPolicy policy = new(TeamSolver.Solve(random.Create(Shapes)));
        double[] meanField = random.Vector(6), states = random.Vector(100 * 3), inputs = new double[100 * 2];
        policy.Act(0, states, meanField, inputs);

        long before = GC.GetAllocatedBytesForCurrentThread();
        policy.Act(0, states, meanField, inputs);
        policy.Act(2, states.AsSpan(0, 2), meanField, inputs.AsSpan(0, 2));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_later_change_of_the_solution_does_not_change_the_policy()
    {
        TeamSolution solution = TeamSolver.Solve(new RandomTeams(44).Create((2, 1, 1)));
        TeamPolicy policy = new(solution);
        double[] before = new double[1], after = new double[1];
        policy.Act(0, [1], [2], before);

        solution.Populations[0].Gain[0, 0] = 1e6;
        solution.MeanField.Gain[0, 0] = 1e6;
        policy.Act(0, [1], [2], after);

        Assert.Equal(before, after);
    }

    [Fact]
    public void Wrong_lengths_and_overlaps_are_named()
    {
        TeamPolicy policy = new(TeamSolver.Solve(new RandomTeams(45).Create(Shapes)));
        double[] memory = new double[12];

        AssertRefused("population", () => policy.Act(3, new double[3], new double[6], new double[2]));
        AssertRefused("population", () => policy.Act(-1, new double[3], new double[6], new double[2]));
        AssertRefused("states", () => policy.Act(0, new double[4], new double[6], new double[2]));
        AssertRefused("states", () => policy.Act(0, [], new double[6], []));
        AssertRefused("meanField", () => policy.Act(0, new double[3], new double[5], new double[2]));
        AssertRefused("inputs", () => policy.Act(0, new double[3], new double[6], new double[4]));
        AssertRefused("inputs", () => policy.Act(0, memory.AsSpan(0, 3), new double[6], memory.AsSpan(2, 2)));
        AssertRefused("inputs", () => policy.Act(0, new double[3], memory.AsSpan(0, 6), memory.AsSpan(5, 2)));
    }

    [Fact]
    public void A_solution_that_failed_is_refused()
    {
        TeamSolution failed = TeamSolver.Solve(new RandomTeams(46).Create((2, 1, 1))) with { Status = SolveStatus.NotStabilisable };

        AssertRefused("solution", () => new TeamPolicy(failed));
        AssertRefused("solution", () => MonolithicGain.Of(failed));
    }

    private static void AssertRefused(string argument, Action act) =>
        Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);

    private static double[] Mean(double[] states, int dimension) =>
        Enumerable.Range(0, dimension).Select(j => states.Where((_, i) => i % dimension == j).Average()).ToArray();

    private static double[] Feedback(double[,] gain, double[] state) =>
        Enumerable.Range(0, gain.GetLength(0)).Select(r => -state.Select((x, j) => gain[r, j] * x).Sum()).ToArray();
}
