using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Learning;
using SpanLqr.Learning.Games;
using SpanLqr.Tests.Games;
using Xunit;

namespace SpanLqr.Tests.Learning;

public sealed class FirstInputLearnerTests
{
    [Fact]
    public void It_arrives_from_zero_at_the_equilibrium_that_the_model_gives()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            GameProblem game = new RandomGames(600 + seed).Ring(2, symmetric: seed % 2 == 0, 1, 2, 1);
            AssertArrives(game, 1e-6);
        }
    }

    /// <summary>Carts that neither return home by themselves nor stop: no policy of zero has a finite cost, and the first mean field is not stable.</summary>
    [Fact]
    public void The_start_need_not_be_stable()
    {
        GamePopulation cart = new()
        {
            Name = "a",
            A = new double[,] { { 1, 0.2 }, { 0, 1 } },
            B = new double[,] { { 0.02 }, { 0.2 } },
            Q = new double[,] { { 0.5, 0 }, { 0, 0.1 } },
            R = new double[,] { { 1 } },
            Mean0 = [100, 0],
        };
        GamePopulation growing = cart with { Name = "b", A = new double[,] { { 1.1, 0.2 }, { 0, 0.9 } }, Mean0 = [-50, 1] };
        double[,] weight = { { 0.3, 0 }, { 0, 0.05 } };
        AssertArrives(
            new GameProblem
            {
                Populations = [cart, growing],
                Couplings = [new GameCoupling { Of = 0, To = 1, Weight = weight, Offset = [30, 0] }, new GameCoupling { Of = 1, To = 0, Weight = weight }],
            },
            1e-6);
    }

    [Fact]
    public void A_learner_that_was_restored_goes_on_with_the_same_bits()
    {
        GameProblem game = new RandomGames(620).Ring(2, symmetric: false, 1, 1);
        FirstInputLearner whole = Learner(game), first = Learner(game), second = Learner(game);
        Learners.Run(whole, 6);
        Learners.Run(first, 3);
        second.Restore(first.Save());
        Learners.Run(second, 6);

        Assert.Equal(whole.Save().Values, second.Save().Values);
        Assert.Equal(whole.Account, second.Account);
    }

    [Fact]
    public void Quiet_rollouts_of_wrong_lengths_are_refused()
    {
        GameProblem game = new RandomGames(621).Ring(2, symmetric: false, 1, 1);
        GameSimulator simulator = new(game, new SimulatorOptions());
        AffinePolicy[] zero = Zero(game);
        simulator.Announce(zero);
        double[] costs = new double[1];

        Assert.Throws<ArgumentException>(() => simulator.QuietCosts(0, zero[0], 5, new double[5], new double[1], costs));
        Assert.Throws<ArgumentOutOfRangeException>(() => simulator.QuietCosts(0, zero[0], 0, new double[6], new double[1], costs));
        Assert.Throws<ArgumentException>(() => new FirstInputLearner(simulator, [zero[0]], new FirstInputOptions()));
    }

    private static void AssertArrives(GameProblem game, double tolerance)
    {
        GameSolution exact = GameSolver.Solve(game);
        FirstInputLearner learner = Learner(game);
        Learners.Run(learner, new FirstInputOptions().Rounds);

        Assert.Equal(LearnerStatus.Finished, learner.Status);
        Assert.InRange(learner.Iteration, 1, 60);
        for (int l = 0; l < exact.Populations.Count; l++)
        {
            AffinePolicy expected = exact.Populations[l].Policy, found = learner.Policies[l];
            AssertNear(expected.OwnGain.Cast<double>(), found.OwnGain.Cast<double>(), tolerance);
            AssertNear(expected.MeanFieldGain.Cast<double>(), found.MeanFieldGain.Cast<double>(), tolerance);
            AssertNear(expected.Offset, found.Offset, tolerance);
        }
    }

    private static void AssertNear(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance)
    {
        double size = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * (1 + size)));
    }

    private static FirstInputLearner Learner(GameProblem game) =>
        new(new GameSimulator(game, new SimulatorOptions()), Zero(game), new FirstInputOptions());

    private static AffinePolicy[] Zero(GameProblem game) => game.Populations
        .Select(p => new AffinePolicy(new double[p.InputDim, p.StateDim], new double[p.InputDim, p.StateDim * game.Populations.Count], new double[p.InputDim]))
        .ToArray();
}
