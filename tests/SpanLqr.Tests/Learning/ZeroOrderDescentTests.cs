using System;
using System.Linq;
using SpanLqr.Learning;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;
using SpanLqr.Tests.ZeroOrder;
using SpanLqr.ZeroOrder;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>Descents from costs alone.</summary>
public class ZeroOrderDescentTests
{
    [Fact]
    public void Descent_LearnsARegulator_FromEverySeed()
    {
        foreach (GradientRule rule in new[] { GradientRule.TwoPoint, GradientRule.Baseline })
        {
            for (ulong seed = 0; seed < 10; seed++)
            {
                ZeroOrderDescent descent = Run(Plants.Unstable, Plants.UnstableStart, seed, 200, rule);
                Assert.InRange(Plants.Gap(Plants.Unstable, descent.Parameters), -1e-12, 0.01);
            }
        }
    }

    [Fact]
    public void Descent_LearnsFromErgodicRolloutsToo()
    {
        RolloutCostOptions ergodic = new() { Model = RolloutModel.Ergodic, Steps = 300, BurnIn = 50 };
        ZeroOrderDescent descent = Run(Plants.Stable, new double[1, 2], 3, 100, GradientRule.TwoPoint, ergodic);
        Assert.InRange(Plants.Gap(Plants.Stable, descent.Parameters), -1e-12, 0.01);
    }

    [Fact]
    public void Descent_LearnsFromOnePointEstimatesToo()
    {
        RolloutCostOptions ergodic = new() { Model = RolloutModel.Ergodic, Steps = 1000, BurnIn = 100 };
        DescentOptions options = new() { Gradient = new GradientOptions { Rule = GradientRule.OnePoint, LeaveOneOut = true, Radius = 0.15, Batch = 200 } };
        for (ulong seed = 0; seed < 3; seed++)
        {
            ZeroOrderDescent descent = new(
                LqrCosts.Of(Plants.Stable, ergodic), new double[2], options with { Gradient = options.Gradient with { Seed = seed } });
            Learners.Run(descent, 100);
            Assert.InRange(Plants.Gap(Plants.Stable, descent.Parameters), -1e-12, 0.01);
        }
    }

    [Fact]
    public void Backtracking_IsNotWornAwayByNoise()
    {
        // The noise of an estimate, 2·2/0.1/√20 = 9, hides all slopes of less: from there on nearly every direction is chance, and only the
        // comparison on the same noise tells the good ones.
        QuadraticCost cost = new(0, [1, -2], new[,] { { 2, 0.5 }, { 0.5, 1 } }, additive: 2);
        GradientOptions gradient = new() { Rule = GradientRule.OnePoint, LeaveOneOut = true, Radius = 0.1, Batch = 20 };
        for (ulong seed = 0; seed < 8; seed++)
        {
            ZeroOrderDescent descent = new(cost, [2, 2], new DescentOptions { Gradient = gradient with { Seed = seed } });
            Learners.Run(descent, 3000);
            Assert.Equal(-4.0 / 7, descent.Parameters[0], 1e-3);
            Assert.Equal(9.0 / 7, descent.Parameters[1], 1e-3);
        }
    }

    [Fact]
    public void Descent_HasTheSameBits_ForAnyNumberOfThreads()
    {
        double[] one = Run(Plants.Unstable, Plants.UnstableStart, 5, 20, GradientRule.TwoPoint, new RolloutCostOptions { Threads = 1 }).Parameters.ToArray();
        double[] four = Run(Plants.Unstable, Plants.UnstableStart, 5, 20, GradientRule.TwoPoint, new RolloutCostOptions { Threads = 4 }).Parameters.ToArray();
        Assert.Equal(one, four);
    }

    [Fact]
    public void Descent_GoesOnFromASavedState_WithTheSameBits()
    {
        ZeroOrderDescent whole = Run(Plants.Unstable, Plants.UnstableStart, 5, 30);
        ZeroOrderDescent first = Run(Plants.Unstable, Plants.UnstableStart, 5, 13), second = Run(Plants.Unstable, Plants.UnstableStart, 5, 0);
        second.Restore(first.Save());
        Learners.Run(second, 30);
        Assert.Equal(whole.Parameters.ToArray(), second.Parameters.ToArray());
        Assert.Equal(whole.Account, second.Account);
        Assert.Throws<ArgumentException>(() => second.Restore(first.Save() with { Kind = "another" }));
    }

    [Fact]
    public void Descent_LearnsFromAnOpaqueOracle()
    {
        // The learner's constructor takes costs and numbers; here the costs come from a table of no matrices at all.
        QuadraticCost cost = new(1, [1, -2], new[,] { { 2, 0.5 }, { 0.5, 1 } }, additive: 0.3);
        ZeroOrderDescent descent = new(cost, [0, 0], new DescentOptions { Gradient = new GradientOptions { Batch = 16 } });
        Learners.Run(descent, 60);

        // Where g + 2Mθ = 0.
        Assert.Equal(-4.0 / 7, descent.Parameters[0], 1e-6);
        Assert.Equal(9.0 / 7, descent.Parameters[1], 1e-6);
        Assert.Equal(descent.Account.Rollouts, cost.Rows);
    }

    [Fact]
    public void NoLearner_HoldsAModel()
    {
        // What a zero-order learner, a critic without model and an actor are made of: nothing that has a matrix of a plant.
        Type[] models = [typeof(LqrProblem), typeof(SpanLqr.Games.GameProblem), typeof(SpanLqr.Robust.RobustProblem), typeof(SpanLqr.Teams.TeamProblem)];
        Type[] learners =
        [
            typeof(ZeroOrderDescent), typeof(GradientEstimator), typeof(ActorCritic), typeof(LstdCritic), typeof(GtdCritic),
            typeof(SpanLqr.Learning.Games.GameLearner), typeof(SpanLqr.Learning.Robust.RecedingHorizon),
            typeof(SpanLqr.Learning.Robust.ZeroOrderStageGradient),
        ];
        foreach (Type learner in learners)
        {
            var parameters = learner.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType);
            var fields = learner.GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance).Select(f => f.FieldType);
            Assert.DoesNotContain(parameters.Concat(fields), type => models.Contains(type));
        }
    }

    [Fact]
    public void Projection_KeepsParametersInTheBall()
    {
        QuadraticCost cost = new(1, [10, 0], new double[2, 2]);
        DescentOptions options = new() { Step = new StepRule(StepKind.Constant, 1), Ball = 0.5 };
        ZeroOrderDescent descent = new(cost, [0, 0], options);
        Learners.Run(descent, 10);
        Assert.Equal(-0.5, descent.Parameters[0], 1e-2);
        Assert.InRange(Math.Sqrt(descent.Parameters.ToArray().Sum(x => x * x)), 0, 0.5 + 1e-12);
    }

    [Fact]
    public void AStepIntoTheUnstable_IsTakenBack()
    {
        // One step of this length leaves the stabilising gains.
        RolloutCosts costs = LqrCosts.Of(Plants.Unstable, new RolloutCostOptions { Steps = 4000 });
        DescentOptions options = new() { Step = new StepRule(StepKind.Constant, 1), Gradient = new GradientOptions { Batch = 32 } };
        ZeroOrderDescent descent = new(costs, Plants.Flat(Plants.UnstableStart), options);
        Learners.Run(descent, 300);
        Assert.True(descent.Account.Rejected > 0);
        Assert.Equal(LearnerStatus.Running, descent.Status);
        Assert.InRange(Plants.Gap(Plants.Unstable, descent.Parameters), -1e-12, 0.05);
    }

    [Fact]
    public void AStartThatBlowsUp_EndsAsDiverged()
    {
        RolloutCosts costs = LqrCosts.Of(Plants.Unstable with { A = new[,] { { 9.0, 0, 0 }, { 0, 9, 0 }, { 0, 0, 9 } } }, new RolloutCostOptions { Steps = 400 });
        ZeroOrderDescent descent = new(costs, new double[6], new DescentOptions());
        Learners.Run(descent, 100);
        Assert.Equal(LearnerStatus.Diverged, descent.Status);
        Assert.All(descent.Parameters.ToArray(), entry => Assert.True(double.IsFinite(entry)));
        Assert.Throws<InvalidOperationException>(() => descent.Advance());
    }

    [Fact]
    public void Advance_AllocatesNothing_BesidesItsOracle()
    {
        QuadraticCost cost = new(1, [1, -2], new[,] { { 2, 0.5 }, { 0.5, 1 } });
        ZeroOrderDescent descent = new(cost, [0, 0], new DescentOptions());
        descent.Advance();
        long before = GC.GetAllocatedBytesForCurrentThread();
        descent.Advance();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void RolloutCosts_HaveTheExpectationOfTheExactCost()
    {
        double exact = LqrPolicy.Evaluate(Plants.Unstable, Plants.UnstableStart).Cost;
        foreach (RolloutModel model in Enum.GetValues<RolloutModel>())
        {
            bool ergodic = model == RolloutModel.Ergodic;
            RolloutCosts costs = LqrCosts.Of(Plants.Unstable, new RolloutCostOptions { Model = model, Steps = ergodic ? 600 : 200, BurnIn = ergodic ? 100 : 0 });
            ulong[] keys = Enumerable.Range(0, 4000).Select(i => (ulong)i).ToArray();
            double[] values = new double[keys.Length];
            double[] rows = Enumerable.Repeat(Plants.Flat(Plants.UnstableStart), keys.Length).SelectMany(row => row).ToArray();
            costs.Evaluate(rows, keys, values);
            double mean = values.Average(), error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean))) / keys.Length;
            Assert.InRange(mean, exact - (4 * error), exact + (4 * error));
        }
    }

    private static ZeroOrderDescent Run(
        LqrProblem problem,
        double[,] start,
        ulong seed,
        int iterations,
        GradientRule rule = GradientRule.TwoPoint,
        RolloutCostOptions? rollouts = null)
    {
        DescentOptions options = new() { Gradient = new GradientOptions { Rule = rule, Seed = seed } };
        ZeroOrderDescent descent = new(LqrCosts.Of(problem, rollouts ?? new RolloutCostOptions()), Plants.Flat(start), options);
        Learners.Run(descent, iterations);
        return descent;
    }
}
