using System;
using System.Linq;
using SpanLqr.Reference;
using SpanLqr.Riccati;
using SpanLqr.Teams;
using Xunit;
using ReferenceLqr = SpanLqr.Reference.Lqr;

namespace SpanLqr.Tests.Teams;

public sealed class MonolithicCertificateTests
{
    [Fact]
    public void Both_errors_are_rounding_on_random_teams()
    {
        for (int seed = 21; seed <= 28; seed++)
        {
            TeamProblem problem = new RandomTeams(seed).Create((4, 2, 1), (1, 3, 2), (5, 1, 1));

            TeamCertificate certificate = MonolithicCertificate.Check(problem, TeamSolver.Solve(problem))!;

            Assert.InRange(certificate.MonolithicGainError, 0, 1e-11);
            Assert.InRange(certificate.MonolithicCostError, 0, 1e-11);
        }
    }

    [Fact]
    public void A_corrupted_gain_is_caught_wherever_it_is()
    {
        TeamProblem problem = new RandomTeams(29).Create((4, 2, 1), (3, 1, 1));
        TeamSolution solution = TeamSolver.Solve(problem);
        TeamSolution deviation = solution with { Populations = [solution.Populations[0], Corrupt(solution.Populations[1])] };
        TeamSolution meanField = solution with { MeanField = Corrupt(solution.MeanField) };

        Assert.All([deviation, meanField], s => Assert.InRange(MonolithicCertificate.Check(problem, s)!.MonolithicGainError, 1e-4, 1));
    }

    [Fact]
    public void A_corrupted_cost_is_caught()
    {
        TeamProblem problem = new RandomTeams(29).Create((4, 2, 1), (3, 1, 1));
        TeamSolution solution = TeamSolver.Solve(problem);

        TeamCertificate certificate = MonolithicCertificate.Check(problem, solution with { Cost = 1.01 * solution.Cost })!;

        Assert.InRange(certificate.MonolithicCostError, 1e-3, 1e-2);
    }

    /// <summary>Agents that differ by a thousandth: the reference evaluates the assembled gain on the matrices that were given.</summary>
    [Fact]
    public void A_team_that_was_averaged_is_judged_by_the_matrices_that_were_given()
    {
        MonolithicTeam given = MonolithicTeam.Of(new RandomTeams(33).Create((4, 2, 1), (3, 1, 1)));
        for (int i = 0; i < given.A.GetLength(0); i++)
        {
            given.A[i, i] *= 1 + (1e-3 * ((i % 5) - 2));
        }

        TeamPartition partition = ExchangeablePartition.Find(given, 0.02);
        TeamSolution solution = TeamSolver.Solve(partition.Problem);
        TeamCertificate certificate = MonolithicCertificate.Check(given, partition, solution)!;

        ReferenceLqr.Problem whole = new(given.A, given.B, given.Q, given.R, new double[given.B.GetLength(0), given.B.GetLength(1)], given.W!);
        double[,] p = ReferenceLqr.dare(whole), best = ReferenceLqr.gain(whole, p), assembled = MonolithicGain.Of(solution, partition);
        double cost = ReferenceLqr.evaluate(whole, assembled, 0).Cost, least = Matrix.trace(Matrix.multiply(p, given.W!));
        double gainError = Matrix.frobeniusNorm(Matrix.subtract(assembled, best)) / (1 + Matrix.frobeniusNorm(best));
        Assert.Equal(2, partition.Classes.Count);
        Assert.InRange(partition.AveragingError, 1e-4, 0.02);
        MatrixAssert.Near(cost, certificate.PolicyCost, 1e-10, "cost of the policy");
        MatrixAssert.Near(least, certificate.OptimalCost, 1e-10, "least cost");
        Assert.Equal(gainError, certificate.MonolithicGainError, 1e-10);
        Assert.InRange(gainError, 1e-5, 0.1);
        Assert.Equal((cost - least) / (1 + least), certificate.MonolithicCostError, 1e-10);
    }

    [Fact]
    public void A_solution_of_another_problem_is_refused()
    {
        TeamProblem problem = new RandomTeams(30).Create((2, 1, 1), (3, 1, 1));
        TeamSolution solution = TeamSolver.Solve(problem);
        TeamSolution swapped = solution with { Populations = solution.Populations.Reverse().ToArray() };

        ArgumentException refused = Assert.Throws<ArgumentException>(() => MonolithicCertificate.Check(problem, swapped));

        Assert.Equal("solution", refused.ParamName);
    }

    [Fact]
    public void More_than_400_states_are_not_checked()
    {
        TeamProblem problem = new RandomTeams(31).Create((401, 1, 1));

        Assert.Null(MonolithicCertificate.Check(problem, TeamSolver.Solve(problem)));
    }

    [Fact]
    public void A_solution_that_failed_is_refused()
    {
        TeamProblem problem = new RandomTeams(32).Create((2, 1, 1));
        TeamSolution failed = TeamSolver.Solve(problem) with { Status = SolveStatus.NotConverged };

        Assert.Throws<ArgumentException>(() => MonolithicCertificate.Check(problem, failed));
    }

    private static AuxiliarySolution Corrupt(AuxiliarySolution solution)
    {
        double[,] gain = (double[,])solution.Gain.Clone();
        gain[0, 0] += 0.01;
        return solution with { Gain = gain };
    }
}
