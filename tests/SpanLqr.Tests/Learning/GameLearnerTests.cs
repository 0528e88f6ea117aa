using System;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Learning;
using SpanLqr.Learning.Games;
using Xunit;

namespace SpanLqr.Tests.Learning;

/// <summary>Equilibria from costs, against those of the Riccati equation.</summary>
public class GameLearnerTests
{
    [Fact]
    public void Learner_FindsTheEquilibrium_FromSeveralSeeds_WithEitherSimulator()
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            Assert.True(Gap(Run(seed, null)) < 0.05);
        }

        Assert.True(Gap(Run(1, 50_000)) < 0.05);
    }

    [Fact]
    public void Learner_GoesOnFromASavedState_WithTheSameBits()
    {
        GameLearner whole = Create(2, 2_000), first = Create(2, 2_000), second = Create(2, 2_000);
        Learners.Run(whole, 4);
        Learners.Run(first, 2);
        second.Restore(first.Save());
        Learners.Run(second, 4);
        Assert.Equal(whole.Save().Values, second.Save().Values);
        Assert.Equal(whole.Account, second.Account);
    }

    [Fact]
    public void PolicyValue_OfTheEquilibrium_IsItsOwn()
    {
        GameSolution equilibrium = GameSolver.Solve(Game);
        GamePolicyValue value = GamePolicyValue.Of(Game, equilibrium.Populations.Select(p => p.Policy).ToArray());
        Assert.Equal(equilibrium.SpectralRadius, value.SpectralRadius, 1e-10);
        for (int l = 0; l < 2; l++)
        {
            Assert.Equal(equilibrium.Populations[l].Cost, value.Costs[l], 1e-10);
        }
    }

    [Fact]
    public void Schedules_AreThoseOfTheLemmas()
    {
        // φ = 2, λ = 4, μ = 1, ρ = 1/2, J = 3, gap = 2, D = 6, ε = 1/10, δ = 1/20, by hand.
        CostConstants cost = new(2, 4, 1, 0.5, 3, 2);
        DescentSchedule gains = DescentSchedule.ForGains(cost, 6, 0.1, 0.05);
        double radius = 0.0625 * Math.Min(0.125 * Math.Sqrt(0.1 / 240), 0.5 * Math.Sqrt(0.1 / 30)), step = Math.Min(0.0625, 0.5 / 6.03125);
        Assert.Equal(radius, gains.Radius, 1e-15);
        Assert.Equal(step, gains.Step, 1e-15);
        Assert.Equal(1024 * 36 / (radius * radius) * 121 * Math.Log(240) / 0.1, gains.Batch, 1e-3 * gains.Batch);
        Assert.Equal(Math.Ceiling(8 / step * Math.Log(40)), gains.Iterations);
        DescentSchedule offsets = DescentSchedule.ForOffsets(cost, 2, 0.1, 0.05);
        Assert.Equal(0.1 / 256, offsets.Radius, 1e-15);
        Assert.Equal(0.5 / 6.03125, offsets.Step, 1e-15);
        Assert.Equal(1024 * 4 * 256 * 256 / 0.01 * 121 * Math.Log(80) * 1600, offsets.Batch, 1e-9 * offsets.Batch);
        Assert.Equal(Math.Ceiling(6.03125 / 0.5 * Math.Log(80)), offsets.Iterations);
    }

    [Fact]
    public void Rounds_OfTheTheory_BringTheIterationOfBestResponsesThere()
    {
        // The contraction that Theorem 3 assumes, run exactly: after S₁ rounds F is within ε.
        const double Accuracy = 1e-3;
        GameSolution equilibrium = GameSolver.Solve(Game);
        GameTheory theory = GameTheory.Of(Game, equilibrium, [Zero, Zero], Accuracy, 0.1);
        MeanFieldLaw law = BestResponse.Consistent(Game, [Zero, Zero]);
        for (int s = 0; s < theory.GainRounds; s++)
        {
            law = BestResponse.Consistent(Game, BestResponse.To(Game, law)!);
        }

        double error = Math.Sqrt(law.F.Cast<double>().Zip(equilibrium.MeanField!.F.Cast<double>(), (x, y) => (x - y) * (x - y)).Sum());
        Assert.InRange(error, 0, Accuracy);
        Assert.Equal(double.PositiveInfinity, DescentSchedule.Rounds(1, 1, Accuracy));

        // Its batches are beyond any simulation, as such constants are.
        Assert.All(theory.Gains, gains => Assert.True(gains.Batch > 1e20));
    }

    [Fact]
    public void AnUnstableStart_IsRefused()
    {
        AffinePolicy[] policies = [new AffinePolicy(new[,] { { -2.0 } }, new double[1, 2], new double[1]), Zero];
        Assert.Throws<ArgumentException>(() => new GameLearner(new GameSimulator(Game, new SimulatorOptions()), policies, new GameLearnerOptions()));
    }

    private static AffinePolicy Zero => new(new double[1, 1], new double[1, 2], new double[1]);

    private static GameProblem Game => new()
    {
        Populations =
        [
            new GamePopulation { Name = "a", A = M(0.8), B = M(0.7), Q = M(0.5), R = M(0.6), W = M(0.3), Own = M(0.2) },
            new GamePopulation { Name = "b", A = M(0.5), B = M(1.1), Q = M(0.3), R = M(0.9), W = M(0.5) },
        ],
        Couplings =
        [
            new GameCoupling { Of = 0, To = 1, Weight = M(0.4), Offset = [1.0] },
            new GameCoupling { Of = 1, To = 0, Weight = M(0.4), Offset = [-0.5] },
        ],
    };

    private static double[,] M(double value) => new[,] { { value } };

    private static GameLearner Create(ulong seed, int? identification)
    {
        DescentOptions descents = new() { Gradient = new SpanLqr.ZeroOrder.GradientOptions { Seed = seed, Batch = 32, Radius = 0.05 } };
        GameLearnerOptions options = new() { GainRounds = 6, OffsetRounds = 8, GainIterations = 30, OffsetIterations = 15, Gains = descents, Offsets = descents };
        return new GameLearner(new GameSimulator(Game, new SimulatorOptions { IdentificationSteps = identification, Seed = seed }), [Zero, Zero], options);
    }

    private static GameLearner Run(ulong seed, int? identification)
    {
        GameLearner learner = Create(seed, identification);
        Learners.Run(learner, int.MaxValue);
        Assert.Equal(LearnerStatus.Finished, learner.Status);
        return learner;
    }

    /// <summary>‖K − K*‖/‖K*‖ over all gains and offsets.</summary>
    private static double Gap(GameLearner learner)
    {
        double[] found = learner.Policies.SelectMany(Entries).ToArray();
        double[] best = GameSolver.Solve(Game).Populations.SelectMany(p => Entries(p.Policy)).ToArray();
        return Math.Sqrt(found.Zip(best, (x, y) => (x - y) * (x - y)).Sum() / best.Sum(y => y * y));
    }

    private static System.Collections.Generic.IEnumerable<double> Entries(AffinePolicy policy) =>
        policy.OwnGain.Cast<double>().Concat(policy.MeanFieldGain.Cast<double>()).Concat(policy.Offset);
}
