using System;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Teams;

/// <summary>A team that has no answer says which system has none, and why.</summary>
public sealed class TeamStatusTests
{
    private static readonly Population Sound = TeamDecompositionTests.Agent(a: 0.5, q: 1, r: 1) with { Name = "sound", Size = 3 };

    [Fact]
    public void A_population_that_no_input_stabilises_is_named()
    {
        Population wild = Sound with { Name = "wild", A = Scalar(2), B = Scalar(0) };

        AssertFails(SolveStatus.NotStabilisable, "wild", new TeamProblem { Populations = [Sound, wild] });
    }

    [Fact]
    public void An_input_weight_that_is_not_definite_is_named() =>
        AssertFails(
            SolveStatus.InputWeightNotPositiveDefinite,
            "free",
            new TeamProblem { Populations = [Sound, Sound with { Name = "free", R = Scalar(-1) }] });

    [Fact]
    public void A_mean_field_that_no_input_stabilises_is_named()
    {
        // The mean: a + 2ă = 1.5 and b + 2b̆ = 0; a deviation: a − ă = 0 and b − b̆ = 1.5.
        TeamCoupling coupling = new() { A = new[,] { { Scalar(0.5) } }, B = new[,] { { Scalar(-0.5) } } };

        AssertFails(SolveStatus.NotStabilisable, "mean field", new TeamProblem { Populations = [Sound], Coupling = coupling });
    }

    [Fact]
    public void An_entry_that_is_not_a_number_is_a_status()
    {
        AssertFails(SolveStatus.NonFinite, "bad", new TeamProblem { Populations = [Sound, Sound with { Name = "bad", Q = Scalar(double.NaN) }] });
        AssertFails(SolveStatus.NonFinite, "bad", new TeamProblem { Populations = [Sound with { Name = "bad", W = Scalar(double.NaN) }] });
        AssertFails(SolveStatus.NonFinite, "bad", new TeamProblem { Populations = [Sound with { Name = "bad", A = Scalar(double.PositiveInfinity) }] });
    }

    [Fact]
    public void The_deviation_of_a_lone_agent_may_be_unsolvable_without_harm()
    {
        // Its deviation, a − ă = 2.5 without input, would be hopeless if there were any.
        Population lone = Sound with { Name = "lone", Size = 1 };
        double[,]?[,] Table(double block) => new double[,]?[,] { { Scalar(block), null }, { null, null } };
        TeamProblem problem = new()
        {
            Populations = [lone, Sound],
            Coupling = new TeamCoupling { A = Table(-2), B = Table(1) },
        };

        TeamSolution solution = TeamSolver.Solve(problem);

        Assert.Equal((SolveStatus.Ok, null), (solution.Status, solution.FailedSystem));
        AuxiliarySolution idle = solution.Populations[0];
        Assert.Equal(SolveStatus.NotStabilisable, idle.Status);
        Assert.Equal((0, 0, 0), (idle.Gain[0, 0], idle.CostToGo[0, 0], idle.Cost));
        Assert.Equal(2.5, idle.SpectralRadius, 12);
        TeamCertificate certificate = MonolithicCertificate.Check(problem, solution)!;
        Assert.InRange(certificate.MonolithicGainError, 0, 1e-12);
        Assert.InRange(certificate.MonolithicCostError, 0, 1e-12);
    }

    private static void AssertFails(SolveStatus status, string system, TeamProblem problem)
    {
        TeamSolution solution = TeamSolver.Solve(problem);

        Assert.Equal((status, system), (solution.Status, solution.FailedSystem));
        Assert.Contains(system, Assert.Throws<InvalidOperationException>(() => solution.ThrowIfFailed()).Message);
        Assert.False(solution.IsOk);
        Assert.True(double.IsNaN(solution.Cost));
        Assert.Contains(solution.Populations.Append(solution.MeanField), s => s.System.Name == system && s.Status == status);
    }

    private static double[,] Scalar(double value) => TeamDecompositionTests.Scalar(value);
}
