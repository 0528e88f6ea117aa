using System;
using System.Linq;
using SpanLqr.Learning;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;
using SpanLqr.Oracles;
using SpanLqr.Plants;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>Learners of a regulator from first inputs, against the exact solvers.</summary>
public sealed class FirstInputTests
{
    private static PlantProblem Motor => new()
    {
        A = new[,] { { 0.0, 1.0 }, { 0.0, -2.0 } },
        B = new[,] { { 0.0 }, { 3.0 } },
        Q = new[,] { { 4.0, 0.0 }, { 0.0, 0.1 } },
        R = new[,] { { 0.5 } },
        W = new[,] { { 0.0, 0.0 }, { 0.0, 0.3 } },
        Time = PlantTime.Continuous,
        Step = 0.1,
    };

    public static TheoryData<string> Stationary => ["plain", "delay", "part of a step", "sampled weights", "rate", "discount", "drift", "drift and discount", "integral"];

    [Fact]
    public void PolicyIteration_FromNothing_EndsAtTheOptimum()
    {
        foreach (LqrProblem problem in new[] { Plants.Stable, Plants.Unstable })
        {
            var learner = new FirstInputRegulator(new SimulatedFirstInputs(problem), new LearningGoal());
            Learners.Run(learner, int.MaxValue);
            Assert.Equal(StopReason.Target, learner.Verdict.Reason);
            double gap = Plants.Gap(problem, learner.Gain);
            Assert.InRange(gap, -1e-12, 1e-9);
            Assert.True(gap <= 5 * learner.Verdict.EstimatedGap);
            Assert.All(learner.Offset.ToArray(), entry => Assert.Equal(0, entry));
        }
    }

    [Theory]
    [MemberData(nameof(Stationary))]
    public void APlantAsPeopleHaveIt_IsLearnedOnAllThatItRemembers(string kind)
    {
        PlantProblem plant = Plant(kind);
        PlantSolution best = PlantSolver.Solve(plant);
        Assert.True(best.IsOk);
        var learner = new FirstInputRegulator(new SimulatedFirstInputs(PlantBorder.Of(plant)!, hasOne: true), new LearningGoal());
        Learners.Run(learner, int.MaxValue);
        Assert.Equal(StopReason.Target, learner.Verdict.Reason);
        double[,] gain = Plants.Matrix(learner.Gain, 1, best.Gain.GetLength(1));
        bool isDrifting = plant.Drift is not null;
        PlantPolicyValue value = PlantPolicyValue.Evaluate(plant, gain, isDrifting ? learner.Offset.ToArray() : null);
        Assert.True(value.IsOk);
        double size = gain.Cast<double>().Max(Math.Abs);
        for (int j = 0; j < best.Gain.GetLength(1); j++)
        {
            Assert.Equal(best.Gain[0, j], gain[0, j], 1e-6 * size);
        }

        if (isDrifting)
        {
            Assert.Equal(best.Offset![0], learner.Offset[0], 1e-6 * Math.Abs(best.Offset[0]));
        }

        Assert.Equal(best.Cost, value.Cost, 1e-8 * best.Cost);
    }

    /// <summary>The value of a policy is that of the solver at the optimum, and more anywhere else.</summary>
    [Theory]
    [MemberData(nameof(Stationary))]
    public void TheValueOfAPolicy_IsTheSolversAtItsGain_AndMoreBesideIt(string kind)
    {
        PlantProblem plant = Plant(kind);
        PlantSolution best = PlantSolver.Solve(plant);
        PlantPolicyValue at = PlantPolicyValue.Evaluate(plant, best.Gain, plant.Tracking is null ? best.Offset : null);
        Assert.Equal(best.Cost, at.Cost, 1e-9 * best.Cost);
        Assert.Equal(best.SpectralRadius, at.SpectralRadius, 1e-6);
        double[,] beside = (double[,])best.Gain.Clone();
        beside[0, 0] *= 1.05;
        Assert.True(PlantPolicyValue.Evaluate(plant, beside, plant.Tracking is null ? best.Offset : null).Cost > best.Cost * (1 + 1e-9));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("delay")]
    [InlineData("rate")]
    [InlineData("drift and discount")]
    [InlineData("varying")]
    public void AHorizon_IsLearnedFromItsLastStageBackwards(string kind)
    {
        PlantProblem plant = kind == "varying" ? Motor : Plant(kind);
        var horizon = new PlantHorizon
        {
            Steps = 12,
            Qf = new[,] { { 9.0, 0.0 }, { 0.0, 1.0 } },
            A = kind == "varying" ? [.. Enumerable.Range(0, 12).Select(t => new[,] { { 0.0, 1.0 }, { 0.1 * t, -2.0 } })] : null,
        };
        PlantHorizonSolution best = PlantSolver.Solve(plant, horizon);
        var learner = new FirstInputHorizon(new SimulatedFirstInputs(PlantBorder.Of(plant, horizon)!, hasOne: true));
        Learners.Run(learner, int.MaxValue);
        Assert.Equal(LearnerStatus.Finished, learner.Status);
        PlantPolicyValue value = PlantPolicyValue.Evaluate(plant, horizon, learner.Gains, plant.Drift is null ? null : learner.Offsets);
        Assert.Equal(best.Cost, value.Cost, 1e-9 * best.Cost);
        Assert.InRange(learner.Verdict.EstimatedGap, 0, 1e-6);
        for (int t = 0; t < 12; t++)
        {
            for (int j = 0; j < best.Gains[t].GetLength(1); j++)
            {
                Assert.Equal(best.Gains[t][0, j], learner.Gains[t][0, j], 1e-6);
            }
        }
    }

    [Fact]
    public void AProblemOfMatricesAlone_OverAHorizon_HasTheSolversValue()
    {
        var problem = new FiniteHorizonProblem
        {
            Horizon = 9,
            A = [Plants.Unstable.A],
            B = [Plants.Unstable.B],
            Q = [Plants.Unstable.Q],
            R = [Plants.Unstable.R],
            S = [new[,] { { 0.1, 0.0 }, { 0.0, 0.1 }, { 0.05, 0.0 } }],
            W = Plants.Unstable.W,
        };
        FiniteHorizonSolution best = LqrSolver.Solve(problem);
        var learner = new FirstInputHorizon(new SimulatedFirstInputs(problem));
        Learners.Run(learner, int.MaxValue);
        LqrHorizonValue value = LqrHorizonValue.Evaluate(problem, learner.Gains);
        Assert.Equal(best.Cost, value.Cost, 1e-10 * best.Cost);
        Assert.Equal(Plants.Flat(best.CostsToGo[0]), Plants.Flat(value.CostsToGo[0]), (x, y) => Math.Abs(x - y) < 1e-9);
    }

    [Fact]
    public void Checkpoints_ChangeNoBit_AndAModeThatNoInputReaches_IsRefused()
    {
        FirstInputRegulator Create() => new(new SimulatedFirstInputs(Plants.Unstable), new LearningGoal());
        FirstInputRegulator straight = Create(), resumed = Create();
        while (straight.Status == LearnerStatus.Running)
        {
            straight.Advance();
            resumed.Advance();
            LearnerState state = resumed.Save();
            resumed = Create();
            resumed.Restore(state);
        }

        Assert.Equal(straight.Gain.ToArray(), resumed.Gain.ToArray());
        Assert.Equal(straight.Account, resumed.Account);

        LqrProblem lost = Plants.Stable with { A = new[,] { { 1.05, 0.0 }, { 0.0, 0.5 } }, B = new[,] { { 0.0 }, { 1.0 } } };
        var refused = new FirstInputRegulator(new SimulatedFirstInputs(lost), new LearningGoal());
        Learners.Run(refused, int.MaxValue);
        Assert.Equal(StopReason.NotStabilised, refused.Verdict.Reason);
        Assert.False(refused.HasGain);
    }

    /// <summary>Plants whose input acts later have a step in which it costs nothing: learners with noise find a scale for it all the same.</summary>
    [Theory]
    [InlineData("part of a step")]
    [InlineData("sampled weights")]
    [InlineData("integral")]
    public void AnInputThatActsLater_IsExploredAllTheSame(string kind)
    {
        PlantProblem plant = Plant(kind);
        LqrProblem border = PlantBorder.Of(plant)!;
        int own = border.StateDim - 1;
        LqrProblem core = border with
        {
            A = Block(border.A, own, own),
            B = Block(border.B, own, 1),
            Q = Block(border.Q, own, own),
            S = Block(border.S!, own, 1),
            W = Block(border.W!, own, own),
        };
        double best = PlantSolver.Solve(plant).Cost;
        IEstimatingLearner[] learners =
        [
            new CertaintyEquivalence(new SimulatedPlant(core), new LearningGoal()),
            new LeastSquaresPolicyIteration(new SimulatedPlant(core), new LearningGoal()),
            new NaturalZeroOrder(new SimulatedStarts(core, 0), new LearningGoal { Budget = NaturalZeroOrder.DefaultBudget }),
        ];
        foreach (IEstimatingLearner learner in learners)
        {
            Learners.Run(learner, int.MaxValue);
            Assert.Equal(StopReason.Target, learner.Verdict.Reason);
            double cost = PlantPolicyValue.Evaluate(plant, Plants.Matrix(learner.Gain, 1, own)).Cost;
            Assert.InRange((cost / best) - 1, -1e-9, 0.01);
        }
    }

    private static double[,] Block(double[,] x, int rows, int columns)
    {
        double[,] block = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                block[i, j] = x[i, j];
            }
        }

        return block;
    }

    private static PlantProblem Plant(string kind) => kind switch
    {
        "plain" => Motor,
        "delay" => Motor with { Delay = 0.2 },
        "part of a step" => Motor with { Delay = 0.13 },
        "sampled weights" => Motor with { Weights = StepWeights.Sampled, Delay = 0.04 },
        "rate" => Motor with { RateWeight = new[,] { { 0.2 } } },
        "discount" => Motor with { Discount = 0.8 },
        "drift" => Motor with { Drift = [0.0, 0.7] },
        "drift and discount" => Motor with { Drift = [0.1, 0.7], Discount = 0.9, Delay = 0.1 },
        "integral" => Motor with
        {
            Delay = 0.15,
            Tracking = new PlantTracking { Outputs = new[,] { { 1.0, 0.0 } }, IntegralWeight = new[,] { { 0.5 } } },
        },
        _ => throw new ArgumentException(kind, nameof(kind)),
    };
}
