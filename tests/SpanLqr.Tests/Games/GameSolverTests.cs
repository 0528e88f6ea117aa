using System;
using System.Linq;
using SpanLqr.Games;
using SpanLqr.Reference;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Games;

public sealed class GameSolverTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void A_symmetric_game_is_solved_as_the_textbook_does()
    {
        GameProblem problem = new RandomGames(3).Ring(2, symmetric: true, 1, 2, 2);
        GameSolution solution = GameSolver.Solve(problem);
        Game.Law closed = Game.closedForm(GameOracle.Of(problem));

        Assert.Equal((EquilibriumStatus.Ok, EquilibriumMethod.Riccati), (solution.Status, solution.Method));
        MatrixAssert.Near(closed.F, solution.MeanField!.F, Tolerance, "F");
        AssertNear(closed.C, solution.MeanField.C);
        AssertAgreesWithReference(problem, solution);
    }

    [Fact]
    public void An_asymmetric_game_is_solved_as_the_textbook_does()
    {
        GameProblem problem = new RandomGames(4).Ring(2, symmetric: false, 2, 1, 1);
        GameSolution solution = GameSolver.Solve(problem);
        Game.Law fixedPoint = Game.fixedPoint(GameOracle.Of(problem)).Item1;

        Assert.Equal((EquilibriumStatus.Ok, EquilibriumMethod.FixedPoint), (solution.Status, solution.Method));
        MatrixAssert.Near(fixedPoint.F, solution.MeanField!.F, Tolerance, "F");
        AssertNear(fixedPoint.C, solution.MeanField.C);
        AssertAgreesWithReference(problem, solution);
    }

    [Fact]
    public void The_iteration_from_agents_that_heed_nobody_ends_at_the_closed_form()
    {
        GameProblem problem = new RandomGames(5).Ring(3, symmetric: true, 1, 2, 3, 1);
        GameSolution closed = GameSolver.Solve(problem, new GameOptions { Method = EquilibriumMethod.Riccati });
        GameSolution iterated = GameSolver.Solve(problem, new GameOptions { Method = EquilibriumMethod.FixedPoint });

        Assert.Equal((EquilibriumMethod.Riccati, EquilibriumMethod.FixedPoint), (closed.Method, iterated.Method));
        Assert.True(iterated.Convergence.Iterations > 1, "The iteration took no step.");
        MatrixAssert.Near(closed.MeanField!.F, iterated.MeanField!.F, 1e-12, "F");
        Assert.All(closed.Populations.Zip(iterated.Populations), pair => AssertNear(pair.First.Policy.Offset, pair.Second.Policy.Offset));
    }

    /// <summary>a = r = b = 1, C on the own mean only: without an offset the scalar equation for F is F + 1/F = const, by hand.</summary>
    [Fact]
    public void A_scalar_game_with_own_coupling_is_the_root_of_its_quadratic()
    {
        const double q = 0.7, own = 0.9;
        GameProblem problem = new()
        {
            Populations =
            [
                new GamePopulation
                {
                    Name = "a",
                    A = new double[,] { { 1 } },
                    B = new double[,] { { 1 } },
                    Q = new double[,] { { q } },
                    R = new double[,] { { 1 } },
                    Own = new double[,] { { own } },
                },
            ],
        };

        // The mean field solves the regulator with weight q alone: P² − qP − q = 0, F = 1/(1 + P).
        double p = (q + Math.Sqrt((q * q) + (4 * q))) / 2;
        foreach (EquilibriumMethod method in new[] { EquilibriumMethod.Riccati, EquilibriumMethod.FixedPoint })
        {
            GameSolution solution = GameSolver.Solve(problem, new GameOptions { Method = method });
            Assert.Equal(1 / (1 + p), solution.MeanField!.F[0, 0], 1e-13);
        }
    }

    [Fact]
    public void Without_couplings_a_game_is_as_many_regulators()
    {
        RandomGames random = new(6);
        GameProblem problem = new() { Populations = [random.Population("a", 3, 2) with { Own = null }, random.Population("b", 3, 1) with { Own = null }] };
        GameSolution solution = GameSolver.Solve(problem);

        for (int l = 0; l < 2; l++)
        {
            GamePopulation population = problem.Populations[l];
            Reference.Lqr.Problem textbook = Reference.Lqr.problem(population.A, population.B, population.Q, population.R);
            MatrixAssert.Near(Reference.Lqr.gain(textbook, Reference.Lqr.dare(textbook)), solution.Populations[l].Policy.OwnGain, Tolerance, "K1");
            Assert.All(solution.Populations[l].Policy.MeanFieldGain.Cast<double>(), k => Assert.Equal(0, k));
            Assert.All(solution.Populations[l].Policy.Offset, k => Assert.Equal(0, k));
            Assert.Equal(0, solution.Populations[l].Epsilon);
        }
    }

    [Fact]
    public void Forty_populations_of_six_states_are_solved()
    {
        foreach (bool symmetric in new[] { true, false })
        {
            GameProblem problem = new RandomGames(7).Ring(6, symmetric, Enumerable.Repeat(2, 40).ToArray());
            GameSolution solution = GameSolver.Solve(problem);

            Assert.Equal(EquilibriumStatus.Ok, solution.Status);
            Assert.Equal(symmetric ? EquilibriumMethod.Riccati : EquilibriumMethod.FixedPoint, solution.Method);
            Assert.InRange(solution.Convergence.Residual, 0, 1e-12);
        }
    }

    [Fact]
    public void A_best_response_is_the_textbooks_also_away_from_equilibrium()
    {
        RandomGames random = new(8);
        GameProblem problem = random.Ring(2, symmetric: false, 1, 2, 1);
        MeanFieldLaw law = new(random.Matrix(6, 6, 0.3), random.Vector(6));
        Game.Game reference = GameOracle.Of(problem);
        Game.Law belief = GameOracle.Of(law);

        AffinePolicy[] policies = BestResponse.To(problem, law)!.ToArray();
        for (int l = 0; l < policies.Length; l++)
        {
            Game.Policy expected = Game.bestResponse(reference, belief, l);
            MatrixAssert.Near(expected.OwnGain, policies[l].OwnGain, Tolerance, "K1");
            MatrixAssert.Near(expected.MeanFieldGain, policies[l].MeanFieldGain, Tolerance, "K2");
            AssertNear(expected.Offset, policies[l].Offset);
        }

        Game.Law made = Game.consistent(reference, policies.Select((p, l) => Game.bestResponse(reference, belief, l)).ToArray());
        MeanFieldLaw consistent = BestResponse.Consistent(problem, policies);
        MatrixAssert.Near(made.F, consistent.F, Tolerance, "F");
        AssertNear(made.C, consistent.C);
    }

    private static void AssertAgreesWithReference(GameProblem problem, GameSolution solution)
    {
        Game.Game reference = GameOracle.Of(problem);
        Game.Law law = GameOracle.Of(solution.MeanField!);
        Game.Policy[] policies = GameOracle.Of(solution);
        int[] sizes = problem.Populations.Select(p => p.Size!.Value).ToArray();
        Assert.InRange(Game.residual(reference, law), 0, 1e-11);
        (double t1, double t2) = Game.contraction(reference, law);
        MatrixAssert.Near(t1, solution.Contraction.T1, Tolerance, "T1");
        MatrixAssert.Near(t2, solution.Contraction.T2, Tolerance, "T2");
        for (int l = 0; l < policies.Length; l++)
        {
            Game.Policy best = Game.bestResponse(reference, law, l);
            MatrixAssert.Near(best.MeanFieldGain, policies[l].MeanFieldGain, Tolerance, "K2");
            AssertNear(best.Offset, policies[l].Offset);
            MatrixAssert.Near(Game.cost(reference, law, policies, l), solution.Populations[l].Cost, Tolerance, "cost");

            // The reference subtracts two costs of the order of 1 from each other.
            double epsilon = Game.epsilon(reference, policies, sizes, l);
            Assert.Equal(epsilon, solution.Populations[l].Epsilon!.Value, 1e-11 * (1 + solution.Populations[l].Cost));
        }
    }

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance * (1 + Math.Abs(pair.First))));
    }
}
