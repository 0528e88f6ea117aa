using System;
using System.Linq;
using System.Text.Json;
using SpanLqr.Games;
using SpanLqr.Lqr;
using SpanLqr.Populations;
using SpanLqr.Robust;
using SpanLqr.Teams;
using SpanLqr.Tests.Games;
using SpanLqr.Tests.Robust;
using SpanLqr.Tests.Support;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Populations;

/// <summary>Predicted costs against the closed forms of the solvers and of the reference files.</summary>
public class ExpectedCostTests
{
    // Long enough that the start is 1e−10 of the average.
    private const int VeryLong = 2_000_000_000;

    [Fact]
    public void In_the_long_run_a_plant_costs_what_the_reference_says()
    {
        foreach (string name in new[] { "lqr-2x1", "lqr-4x2-cross", "lqr-12x4", "lqr-3x3-unstable" })
        {
            LqrProblem problem = CaseProblems.Lqr($"reference/{name}");
            JsonElement result = CaseFiles.Read($"reference/{name}.result.json");
            double cost = result.GetProperty("cost").GetDouble();
            Assert.Equal(cost, ExpectedCost.Of(PlantLoop.Of(problem, result.GetProperty("K").ToMatrix()), VeryLong), 1e-6 * cost);
        }
    }

    [Fact]
    public void Over_a_horizon_a_plant_costs_what_the_reference_says()
    {
        FiniteHorizonProblem problem = CaseProblems.FiniteHorizon("reference/lqr-5x2-horizon");
        double cost = CaseFiles.Read("reference/lqr-5x2-horizon.result.json").GetProperty("cost").GetDouble();
        MeanFieldLoop loop = PlantLoop.Of(problem, LqrSolver.Solve(problem).Gains);

        // From 0 the cost is the noise's alone.
        Assert.Equal(cost, ExpectedCost.Of(loop, problem.Horizon), 1e-9 * cost);
    }

    [Fact]
    public void In_the_long_run_a_team_costs_what_the_reference_says()
    {
        foreach (string name in ReferenceFiles.Names)
        {
            TeamProblem problem = ReferenceFiles.Problem(name);
            double cost = ReferenceFiles.Result(name).GetProperty("cost").GetDouble();
            Assert.Equal(cost, ExpectedCost.Of(TeamLoop.Of(problem, TeamSolver.Solve(problem)), VeryLong), 1e-6 * cost);
        }
    }

    [Fact]
    public void A_few_steps_of_a_team_cost_what_the_whole_system_does_for_either_form_of_the_noise()
    {
        foreach (int seed in Enumerable.Range(0, 6))
        {
            TeamProblem problem = new RandomTeams(seed).Create((3, 2, 1), (1, 1, 1), (2, 1, 2));
            TeamSolution solution = TeamSolver.Solve(problem);
            MonolithicTeam whole = MonolithicTeam.Of(problem);
            LqrProblem plant = new() { A = whole.A, B = whole.B, Q = whole.Q, R = whole.R, W = whole.W };
            MeanFieldLoop monolithic = PlantLoop.Of(plant, MonolithicGain.Of(solution));
            double expected = ExpectedCost.Of(monolithic, 7);
            Assert.Equal(expected, ExpectedCost.Of(TeamLoop.Of(problem, solution), 7), 1e-11 * expected);
        }
    }

    [Fact]
    public void In_the_long_run_a_large_game_costs_each_generic_agent_what_its_equilibrium_says()
    {
        foreach (string name in GameFiles.Names)
        {
            GameProblem problem = Loops.Sized(GameFiles.Problem(name), 1_000_000_000);
            GameSolution solution = GameSolver.Solve(problem);
            double expected = 1e9 * solution.Populations.Sum(p => p.Cost);
            Assert.Equal(expected, ExpectedCost.Of(GameLoop.Of(problem, solution), VeryLong), 1e-6 * expected);
        }
    }

    [Fact]
    public void The_payoff_of_finitely_many_agents_is_the_value_of_their_game()
    {
        foreach (string name in RobustFiles.Names)
        {
            RobustProblem problem = RobustFiles.Problem(name) with { Agents = 9 };
            double gamma = RobustFiles.Gamma(name) ?? RobustSolver.LeastViable(problem).MeanField;
            RobustSolution solution = RobustSolver.Solve(problem, gamma);
            if (!solution.IsOk)
            {
                continue;
            }

            int steps = problem.Horizon ?? VeryLong;
            double expected = solution.Finite!.Value, tolerance = problem.Horizon is null ? 1e-6 : 1e-9;
            Assert.Equal(expected, ExpectedCost.Of(RobustLoop.Of(problem, solution, 9), steps), tolerance * Math.Abs(expected));
        }
    }
}
