using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Teams;
using Xunit;
using ReferenceTeam = SpanLqr.Reference.Team;

namespace SpanLqr.Tests.Teams;

public sealed class TeamSolverTests
{
    // The naive oracle iterates to about 1e-13; a few digits are lost where it inverts.
    private const double OracleTolerance = 1e-9;

    [Fact]
    public void Gains_and_cost_equal_those_of_the_reference_on_random_teams()
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            TeamProblem problem = new RandomTeams(seed).Create((3, 2, 1), (1, 3, 2), (4, 1, 1));
            (double[][,] gains, double[,] meanFieldGain, double cost) = ReferenceTeam.solve(Oracle.Of(problem));

            TeamSolution solution = TeamSolver.Solve(problem);

            Assert.True(solution.IsOk, $"seed {seed}: {solution.Status} in {solution.FailedSystem}");
            for (int l = 0; l < gains.Length; l++)
            {
                MatrixAssert.Near(gains[l], solution.Populations[l].Gain, OracleTolerance, $"seed {seed}: K of p{l + 1}");
            }

            MatrixAssert.Near(meanFieldGain, solution.MeanField.Gain, OracleTolerance, $"seed {seed}: K̄");
            MatrixAssert.Near(cost, solution.Cost, OracleTolerance, $"seed {seed}: cost");
        }
    }

    [Fact]
    public void One_population_of_one_agent_is_the_regulator_of_that_agent()
    {
        Population agent = new RandomTeams(3).Create((1, 3, 2)).Populations[0];
        LqrSolution alone = LqrSolver.Solve(new LqrProblem { A = agent.A, B = agent.B, Q = agent.Q, R = agent.R, W = agent.W });

        TeamSolution solution = TeamSolver.Solve(new TeamProblem { Populations = [agent] });

        MatrixAssert.Near(alone.Gain, solution.MeanField.Gain, 1e-12, "K̄");
        MatrixAssert.Near(alone.Cost, solution.Cost, 1e-12, "cost");
        Assert.Equal(0, solution.Populations[0].Cost);
    }

    [Fact]
    public void Weights_on_deviations_alone_leave_a_stable_mean_to_itself()
    {
        TeamSolution solution = TeamSolver.Solve(TeamDecompositionTests.DeviationsOnly());

        Assert.True(solution.IsOk, $"{solution.Status} in {solution.FailedSystem}");
        Assert.Equal((0, 0.5), (solution.MeanField.Gain[0, 0], solution.MeanField.SpectralRadius));
        Assert.True(solution.Populations[0].Gain[0, 0] > 0.1);
    }

    [Fact]
    public void Spectral_radius_and_gain_of_the_mean_field_are_those_of_its_own_coordinates()
    {
        TeamSolution solution = TeamSolver.Solve(new RandomTeams(4).Create((2, 2, 1), (70_000, 2, 2)));
        AuxiliarySystem system = solution.MeanField.System;

        PolicyValue value = LqrPolicy.Evaluate(
            new LqrProblem { A = system.A, B = system.B, Q = system.Q, R = system.R, W = system.Noise },
            solution.MeanField.Gain);

        MatrixAssert.Near(value.SpectralRadius, solution.MeanField.SpectralRadius, 1e-10, "spectral radius");
        MatrixAssert.Near(value.CostToGo, solution.MeanField.CostToGo, 1e-10, "P̄");
        MatrixAssert.Near(value.Cost, solution.MeanField.Cost, 1e-10, "cost");
    }
}
