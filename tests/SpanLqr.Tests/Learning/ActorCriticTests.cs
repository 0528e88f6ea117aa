using System;
using System.Linq;
using SpanLqr.Learning;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;
using SpanLqr.ZeroOrder;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>The natural actor–critic: the theorem with the exact critic, and critics from trajectories.</summary>
public class ActorCriticTests
{
    [Fact]
    public void ExactCritic_MakesTheCostFallMonotonically_WithinTheBoundOfTheorem2()
    {
        foreach ((LqrProblem problem, double[,] start) in new[] { (Plants.Stable, new double[1, 2]), (Plants.Unstable, Plants.UnstableStart) })
        {
            const double Accuracy = 1e-6;
            double step = ActorCriticTheory.StepBound(problem, start), best = LqrSolver.Solve(problem).Cost;
            double bound = ActorCriticTheory.IterationBound(problem, start, step, Accuracy);
            ActorCritic actor = new(new ExactCritic(problem), Plants.Flat(start), new ActorCriticOptions { Step = ActorStep.Constant(step) });
            double cost = LqrPolicy.Evaluate(problem, start).Cost;
            while (cost - best > Accuracy)
            {
                actor.Advance();
                double next = LqrPolicy.Evaluate(problem, Plants.Matrix(actor.Gain, problem.InputDim, problem.StateDim)).Cost;
                Assert.True(next < cost, $"{next} after {cost}");
                cost = next;
                Assert.True(actor.Iteration <= bound, $"{actor.Iteration} of {bound}");
            }
        }
    }

    [Fact]
    public void CurvatureStep_IsMonotoneAndFarFaster()
    {
        ActorCritic actor = new(new ExactCritic(Plants.Unstable), Plants.Flat(Plants.UnstableStart), new ActorCriticOptions());
        double gap = double.PositiveInfinity;
        for (int k = 0; k < 25; k++)
        {
            actor.Advance();
            double next = Plants.Gap(Plants.Unstable, actor.Gain);
            Assert.True(next <= gap + 1e-14);
            gap = next;
        }

        Assert.True(gap < 1e-8, $"{gap}");
    }

    [Fact]
    public void ActorWithLstd_LearnsARegulator_FromEverySeed()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            ActorCritic actor = Actor(seed);
            Learners.Run(actor, 20);
            Assert.InRange(Plants.Gap(Plants.Unstable, actor.Gain), -1e-12, 0.01);
        }
    }

    [Fact]
    public void ActorWithGtd_LearnsARegulator_FromEverySeed()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            ActorCritic actor = ActorWithGtd(seed);
            Learners.Run(actor, 20);
            Assert.InRange(Plants.Gap(Plants.Unstable, actor.Gain), -1e-12, 0.01);
        }
    }

    [Fact]
    public void Actor_GoesOnFromASavedState_WithTheSameBits()
    {
        foreach (Func<ulong, ActorCritic> create in new Func<ulong, ActorCritic>[] { Actor, ActorWithGtd })
        {
            ActorCritic whole = create(4), first = create(4), second = create(4);
            Learners.Run(whole, 6);
            Learners.Run(first, 2);
            second.Restore(first.Save());
            Learners.Run(second, 6);
            Assert.Equal(whole.Gain.ToArray(), second.Gain.ToArray());
            Assert.Equal(whole.Account, second.Account);
        }
    }

    [Fact]
    public void Actor_StopsWhereTheGradientIsSmall()
    {
        ActorCritic actor = new(new ExactCritic(Plants.Stable), new double[2], new ActorCriticOptions { Tolerance = 1e-9 });
        Learners.Run(actor, 1000);
        Assert.Equal(LearnerStatus.Finished, actor.Status);
        Assert.True(actor.LastGradientNorm < 1e-9);
    }

    [Fact]
    public void AnUnstableStart_EndsAsDiverged()
    {
        ActorCritic actor = new(new LstdCritic(new LqrTrajectories(Plants.Unstable), Data(2000, 1)), new double[6], new ActorCriticOptions());
        Learners.Run(actor, 10);
        Assert.Equal(LearnerStatus.Diverged, actor.Status);
        Assert.Equal(new double[6], actor.Gain.ToArray());
    }

    [Fact]
    public void EveryAgentsDeviations_HaveTheLawOfTheRepresentative()
    {
        // N agents with noise W, their mean taken away, are as noisy as one with (1 − 1/N)W, and so their costs are on average.
        const int Agents = 4, Steps = 40_000;
        double[] costs = new double[Agents * Steps], states = new double[Agents * (Steps + 1) * 2], inputs = new double[Agents * (Steps + 1)];
        LqrTrajectories every = new(Plants.Stable, Agents, true);
        Assert.True(every.Run(new double[2], 0.5, 9, Steps, states, inputs, costs));
        double[,] noise = { { 0.5 * 0.75, 0.1 * 0.75 }, { 0.1 * 0.75, 0.3 * 0.75 } };
        double expected = LqrPolicy.Evaluate(Plants.Stable with { W = noise }, new double[1, 2], 0.25 * 0.75).Cost;
        Assert.InRange(costs.Average() / expected, 0.97, 1.03);
        for (int t = 0; t < 5; t++)
        {
            Assert.Equal(0, Enumerable.Range(0, Agents).Sum(agent => states[((agent * (Steps + 1)) + t) * 2]), 1e-12);
        }
    }

    [Fact]
    public void Actor_AllocatesNothing()
    {
        ActorCritic actor = Actor(1);
        actor.Advance();
        long before = GC.GetAllocatedBytesForCurrentThread();
        actor.Advance();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ActorCritic Actor(ulong seed) =>
        new(new LstdCritic(new LqrTrajectories(Plants.Unstable), Data(10_000, seed)), Plants.Flat(Plants.UnstableStart), new ActorCriticOptions());

    private static ActorCritic ActorWithGtd(ulong seed) =>
        new(
            new GtdCritic(new LqrTrajectories(Plants.Unstable), Data(10_000, seed), new GtdOptions()),
            Plants.Flat(Plants.UnstableStart),
            new ActorCriticOptions { Step = new ActorStep(new SpanLqr.ZeroOrder.StepRule(SpanLqr.ZeroOrder.StepKind.Decaying, 1, 10), true) });

    private static TrajectoryOptions Data(int steps, ulong seed) => new() { Steps = steps, Exploration = 1, Seed = seed };
}
