using System;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.Games;

public sealed class GamePolicyTests
{
    [Fact]
    public void An_agent_does_what_its_gains_say_in_the_mean_field_of_the_moment()
    {
        RandomGames random = new(21);
        GameSolution solution = GameSolver.Solve(random.Ring(3, symmetric: true, 2, 1, 2));
        double[][] trajectory = MeanFieldTrajectory.Of(solution, 5);
        GameAgent agent = new(solution, 2);
        AffinePolicy policy = solution.Populations[2].Policy;
        double[] input = new double[2];
        foreach (double[] meanField in trajectory)
        {
            double[] state = random.Vector(3);
            Assert.Equal(meanField, agent.MeanField);
            agent.Act(state, input);
            for (int i = 0; i < 2; i++)
            {
                double expected = -policy.Offset[i]
                    - state.Select((z, j) => policy.OwnGain[i, j] * z).Sum()
                    - meanField.Select((z, j) => policy.MeanFieldGain[i, j] * z).Sum();
                Assert.Equal(expected, input[i], 1e-12);
            }
        }

        agent.Reset();
        Assert.Equal(solution.InitialMeanField, agent.MeanField);
    }

    [Fact]
    public void The_mean_field_is_where_the_mean_of_its_agents_goes()
    {
        GameProblem problem = new RandomGames(22).Ring(2, symmetric: false, 1, 2, 1);
        GameSolution solution = GameSolver.Solve(problem);
        GamePolicy policy = new(solution);
        double[] meanField = solution.InitialMeanField, next = new double[6];
        policy.Advance(meanField, next);
        for (int l = 0; l < 3; l++)
        {
            GamePopulation population = problem.Populations[l];
            double[] state = meanField[(2 * l)..((2 * l) + 2)], input = new double[policy.InputDim(l)];
            policy.Act(l, state, meanField, input);
            for (int i = 0; i < 2; i++)
            {
                double moved = state.Select((z, j) => population.A[i, j] * z).Sum() + input.Select((u, j) => population.B[i, j] * u).Sum();
                Assert.Equal(moved, next[(2 * l) + i], 1e-12);
            }
        }
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        GameSolution solution = GameSolver.Solve(new RandomGames(23).Ring(2, symmetric: true, 2, 1, 2));
        GamePolicy policy = new(solution);
        GameAgent agent = new(solution, 0);
        double[] state = [1, 2], meanField = solution.InitialMeanField, next = new double[6], input = new double[2];

        AssertAllocatesNothing(() =>
        {
            policy.Act(0, state, meanField, input);
            policy.Advance(meanField, next);
            agent.Act(state, input);
            agent.Reset();
        });
    }

    [Fact]
    public void A_best_response_within_the_iteration_allocates_nothing()
    {
        GameProblem problem = new RandomGames(24).Ring(2, symmetric: false, 2, 1, 2);
        GameWeights weights = new(problem);
        Assert.True(OwnResponses.TrySolve(problem, weights, out OwnResponse[] responses, out _, out _));
        DynamicShape shape = new(6, 2);
        ResponseMap<DynamicShape> map = new(shape, responses, weights);
        FixedPointIteration<DynamicShape> iteration = new(shape, map);
        CoupledDoubling<DynamicShape> doubling = new(shape);
        double[] f = new double[36], z = new double[36], loop = new double[36], reach = new double[36];
        map.Uncoupled(ref loop[0]);

        AssertAllocatesNothing(() =>
        {
            map.Uncoupled(ref f[0]);
            iteration.Run(ref f[0], 50);
            map.OffsetMap(ref f[0], ref z[0]);
            doubling.TrySolve(ref loop[0], ref reach[0], ref z[0]);
        });
    }

    [Fact]
    public void Wrong_lengths_and_overlaps_are_named()
    {
        GameSolution solution = GameSolver.Solve(new RandomGames(25).Ring(2, symmetric: true, 2, 1, 2));
        GamePolicy policy = new(solution);
        double[] memory = new double[8];

        AssertRefused("population", () => policy.Act(3, new double[2], new double[6], new double[2]));
        AssertRefused("population", () => new GameAgent(solution, -1));
        AssertRefused("state", () => policy.Act(0, new double[3], new double[6], new double[2]));
        AssertRefused("meanField", () => policy.Act(0, new double[2], new double[5], new double[2]));
        AssertRefused("input", () => policy.Act(0, new double[2], new double[6], new double[1]));
        AssertRefused("input", () => policy.Act(0, memory.AsSpan(0, 2), new double[6], memory.AsSpan(1, 2)));
        AssertRefused("next", () => policy.Advance(memory.AsSpan(0, 6), memory.AsSpan(2, 6)));
        AssertRefused("steps", () => MeanFieldTrajectory.Of(solution, 0));
        AssertRefused("solution", () => new GamePolicy(solution with { Status = EquilibriumStatus.Diverged }));
    }

    private static void AssertRefused(string argument, Action act) =>
        Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);

    private static void AssertAllocatesNothing(Action act)
    {
        act();
        long before = GC.GetAllocatedBytesForCurrentThread();
        act();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
