using System;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Teams;

/// <summary>A malformed problem is refused at every door, with words that say what was found and what was expected.</summary>
public sealed class TeamArgumentTests
{
    private static readonly Population Car = new()
    {
        Name = "cars",
        Size = 3,
        A = new double[2, 2],
        B = new double[2, 1],
        Q = new double[2, 2],
        R = new double[1, 1],
    };

    private static readonly Population Bus = TeamDecompositionTests.Agent(a: 0.5, q: 1, r: 1) with { Name = "buses" };

    [Fact]
    public void A_malformed_population_is_described()
    {
        AssertRefused("no populations, expected at least one", new TeamProblem { Populations = [] });
        AssertRefused("has no name", Team(Car with { Name = "" }));
        AssertRefused("'cars': the name is taken", Team(Car, Car));
        AssertRefused("'mean field': the name is taken", Team(Car with { Name = "mean field" }));
        AssertRefused("'cars': size is 0, expected at least 1", Team(Car with { Size = 0 }));
        AssertRefused("'cars': A and B must have at least one entry", Team(Car with { B = new double[2, 0] }));
        AssertRefused("'cars': A is 2×3, expected 2×2", Team(Car with { A = new double[2, 3] }));
        AssertRefused("'cars': B is 3×1, expected 2×1", Team(Car with { B = new double[3, 1] }));
        AssertRefused("'cars': Q is 1×1, expected 2×2", Team(Car with { Q = new double[1, 1] }));
        AssertRefused("'cars': R is 2×2, expected 1×1", Team(Car with { R = new double[2, 2] }));
        AssertRefused("'cars': R is missing, expected 1×1", Team(Car with { R = null! }));
        AssertRefused("'cars': W is 1×2, expected 2×2", Team(Car with { W = new double[1, 2] }));
        AssertRefused("'cars': Q must be symmetric: entry [0,1] is 0.5, entry [1,0] is 0.4", Team(Car with { Q = new double[,] { { 1, 0.5 }, { 0.4, 1 } } }));
    }

    [Fact]
    public void A_malformed_coupling_is_described()
    {
        AssertRefused("Coupling A has 1×2 blocks, expected 2×2", Coupled(new TeamCoupling { A = new double[,]?[1, 2] }));
        AssertRefused("Coupling A[0,1] is 1×2, expected 2×1", Coupled(new TeamCoupling { A = Table(new double[1, 2], null) }));
        AssertRefused("Coupling B[1,0] is 1×2, expected 1×1", Coupled(new TeamCoupling { B = Table(null, new double[1, 2]) }));
        AssertRefused(
            "Coupling Q[0,1] must be the transpose of Coupling Q[1,0]: entry [1,0] is 0.5, its mirror [0,1] is 0.4",
            Coupled(new TeamCoupling { Q = Table(new[,] { { 1 }, { 0.5 } }, new[,] { { 1, 0.4 } }) }));
        AssertRefused("Coupling W[0,1] must be the transpose", Coupled(new TeamCoupling { W = Table(new[,] { { 1 }, { 0.5 } }, null) }));
        AssertRefused(
            "Coupling Q[0,0] must be the transpose",
            Coupled(new TeamCoupling { Q = new double[,]?[,] { { new[,] { { 1, 2.0 }, { 3, 1 } }, null }, { null, null } } }));
    }

    [Fact]
    public void A_weight_that_is_symmetric_to_ten_digits_is_accepted_and_symmetrised()
    {
        TeamProblem problem = Team(Car with { Q = new[,] { { 1, 0.5 }, { 0.5 + 1e-10, 1 } } });

        double[,] q = TeamDecomposition.Of(problem).Deviations[0].Q;

        Assert.Equal(q[0, 1], q[1, 0]);
        Assert.Equal(0.5 + 0.5e-10, q[0, 1], 1e-15);
    }

    [Fact]
    public void A_malformed_monolithic_team_is_described()
    {
        MonolithicTeam team = MonolithicTeam.Of(new RandomTeams(51).Create((2, 2, 1)));

        AssertRefused("no agents, expected at least one", team with { Agents = [] });
        AssertRefused("Agent 1 is", team with { Agents = [new AgentDimensions(2, 1), new AgentDimensions(2, 0)] });
        AssertRefused("Agent 0 is", team with { Agents = [new AgentDimensions(int.MaxValue, 1), new AgentDimensions(2, 1)] });
        AssertRefused("2 agents' 5 states and 2 inputs is 4×4, expected 5×5", team with { Agents = [new AgentDimensions(2, 1), new AgentDimensions(3, 1)] });
        AssertRefused("W for", team with { W = new double[3, 3] });
        AssertRefused("must be symmetric", team with { R = new double[,] { { 1, 0.5 }, { 0.4, 1 } } });
        Assert.Throws<ArgumentOutOfRangeException>("tolerance", () => ExchangeablePartition.Find(team, -1));
        Assert.Throws<ArgumentOutOfRangeException>("tolerance", () => ExchangeablePartition.Find(team, double.NaN));
    }

    [Fact]
    public void A_billion_agents_are_not_written_out()
    {
        TeamProblem problem = new RandomTeams(52).Create((1_000_000_000, 2, 1));

        Assert.Equal("problem", Assert.Throws<ArgumentException>(() => MonolithicTeam.Of(problem)).ParamName);
        Assert.Equal("solution", Assert.Throws<ArgumentException>(() => MonolithicGain.Of(TeamSolver.Solve(problem))).ParamName);
    }

    private static TeamProblem Team(params Population[] populations) => new() { Populations = populations };

    private static TeamProblem Coupled(TeamCoupling coupling) => new() { Populations = [Car, Bus], Coupling = coupling };

    private static double[,]?[,] Table(double[,]? upper, double[,]? lower) => new double[,]?[,] { { null, upper }, { lower, null } };

    private static void AssertRefused(string words, TeamProblem problem)
    {
        Func<object>[] doors = [() => TeamSolver.Solve(problem), () => TeamDecomposition.Of(problem), () => MonolithicTeam.Of(problem)];
        foreach (Func<object> door in doors)
        {
            ArgumentException refused = Assert.Throws<ArgumentException>(door);
            Assert.Equal("problem", refused.ParamName);
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        }
    }

    private static void AssertRefused(string words, MonolithicTeam team)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => ExchangeablePartition.Find(team));
        Assert.Equal("team", refused.ParamName);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }
}
