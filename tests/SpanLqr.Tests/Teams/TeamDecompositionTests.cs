using System;
using System.Linq;
using SpanLqr.Teams;
using Xunit;
using ReferenceTeam = SpanLqr.Reference.Team;

namespace SpanLqr.Tests.Teams;

public sealed class TeamDecompositionTests
{
    // Sums of a dozen terms in double precision on either side.
    private const double Rounding = 1e-13;

    [Fact]
    public void Every_auxiliary_matrix_equals_the_sum_over_agents()
    {
        TeamProblem problem = new RandomTeams(1).Create((3, 2, 1), (5, 3, 2), (1, 1, 1));
        DecomposedTeam team = TeamDecomposition.Of(problem);
        ReferenceTeam.Team oracle = Oracle.Of(problem);

        for (int l = 0; l < 3; l++)
        {
            AssertSame(ReferenceTeam.deviationSystem(oracle, l), team.Deviations[l]);
        }

        AssertSame(ReferenceTeam.meanFieldSystem(oracle), team.MeanField);
        Assert.Equal([3, 5, 1], team.Sizes);
    }

    [Fact]
    public void Names_are_those_of_the_populations_and_of_the_mean_field()
    {
        DecomposedTeam team = TeamDecomposition.Of(new RandomTeams(2).Create((3, 2, 1), (5, 1, 2)));

        Assert.Equal(["p1", "p2"], team.Deviations.Select(s => s.Name));
        Assert.Equal("mean field", team.MeanField.Name);
    }

    [Fact]
    public void Missing_blocks_are_zero_and_missing_noise_is_the_identity()
    {
        Population agent = Agent(a: 0.5, q: 2, r: 3) with { Size = 4 };
        TeamProblem silent = new() { Populations = [agent] };
        TeamProblem spelledOut = new()
        {
            Populations = [agent with { W = Scalar(1) }],
            Coupling = new TeamCoupling { A = new[,] { { Scalar(0) } }, Q = new double[,]?[,] { { null } } },
        };

        foreach (TeamProblem problem in new[] { silent, spelledOut })
        {
            DecomposedTeam team = TeamDecomposition.Of(problem);
            Assert.Equal((0.5, 1, 2, 3, 0.75), Scalars(team.Deviations[0]));
            Assert.Equal((0.5, 1, 8, 12, 0.25), Scalars(team.MeanField));
        }
    }

    [Fact]
    public void A_billion_agents_do_not_overflow()
    {
        const int size = 1_000_000_000;
        TeamProblem problem = new()
        {
            Populations = [Agent(a: 0.5, q: 2, r: 3) with { Size = size }],
            Coupling = new TeamCoupling { A = new[,] { { Scalar(0.25 / size) } }, Q = new[,] { { Scalar(0.5) } } },
        };

        AuxiliarySystem meanField = TeamDecomposition.Of(problem).MeanField;

        MatrixAssert.Near(0.75 - 0.25 / size, meanField.A[0, 0], Rounding, "Ā");
        MatrixAssert.Near(2e9 + 0.5 * size * (size - 1.0), meanField.Q[0, 0], Rounding, "Q̄");
    }

    [Fact]
    public void Weights_that_cancel_in_the_mean_leave_exactly_zero()
    {
        Assert.Equal(0, TeamDecomposition.Of(DeviationsOnly()).MeanField.Q[0, 0]);
    }

    /// <summary>Stage cost Σ (x^i − x̄)² + u'u of 11 agents: in doubles (1 − 1/11) + 10·(−1/11) is −1.1e-16.</summary>
    internal static TeamProblem DeviationsOnly() => new()
    {
        Populations = [Agent(a: 0.5, q: 1 - 1 / 11.0, r: 1) with { Size = 11 }],
        Coupling = new TeamCoupling { Q = new[,] { { Scalar(-1 / 11.0) } } },
    };

    internal static Population Agent(double a, double q, double r) =>
        new() { Name = "agents", Size = 1, A = Scalar(a), B = Scalar(1), Q = Scalar(q), R = Scalar(r) };

    internal static double[,] Scalar(double value) => new[,] { { value } };

    private static (double A, double B, double Q, double R, double Noise) Scalars(AuxiliarySystem system) =>
        (system.A[0, 0], system.B[0, 0], system.Q[0, 0], system.R[0, 0], system.Noise[0, 0]);

    private static void AssertSame(Reference.Lqr.Problem expected, AuxiliarySystem actual)
    {
        MatrixAssert.Near(expected.A, actual.A, Rounding, $"{actual.Name}: A");
        MatrixAssert.Near(expected.B, actual.B, Rounding, $"{actual.Name}: B");
        MatrixAssert.Near(expected.Q, actual.Q, Rounding, $"{actual.Name}: Q");
        MatrixAssert.Near(expected.R, actual.R, Rounding, $"{actual.Name}: R");
        if (actual.Noise.Cast<double>().Any(entry => entry != 0))
        {
            MatrixAssert.Near(expected.W, actual.Noise, Rounding, $"{actual.Name}: noise");
        }
        else
        {
            Assert.True(expected.W.Cast<double>().All(entry => Math.Abs(entry) < Rounding), $"{actual.Name}: noise is not zero");
        }
    }
}
