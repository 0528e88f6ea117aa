using System;
using System.Collections.Generic;
using SpanLqr.Games;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Linear;

/// <summary>Covariances and means that are none: an indefinite one is an error that names it, what is no number or overflows is NonFinite.</summary>
public class CovarianceTests
{
    private static readonly double[,] One = { { 1 } };
    private static readonly double[,] Indefinite = { { 1, 2 }, { 2, 1 } };
    private static readonly double[,] Unit = { { 1, 0 }, { 0, 1 } };
    private static readonly double[,] Half = { { 0.5, 0.1 }, { 0, 0.5 } };

    private static readonly Dictionary<string, Func<double[,], string>> Fronts = new()
    {
        ["W: LqrSolver"] = x => $"{LqrSolver.Solve(Plant with { W = x }).Status}",
        ["W: FiniteHorizonProblem"] = x => $"{LqrSolver.Solve(Steps with { W = x }).Status}",
        ["W: AffineSolver"] = x => $"{AffineSolver.Solve(new AffineProblem { Regulator = Plant with { W = x } }).Status}",
        ["W: LqrPolicy"] = x => $"{LqrPolicy.Evaluate(Plant with { W = x }, new double[2, 2]).Status}",
        ["W: team"] = x => $"{TeamSolver.Solve(new TeamProblem { Populations = [Agents with { W = x }] }).Status}",
        ["W: game"] = x => $"{GameSolver.Solve(new GameProblem { Populations = [Crowd with { W = x }] }).Status}",
        ["Cov0: game"] = x => $"{GameSolver.Solve(new GameProblem { Populations = [Crowd with { Cov0 = x }] }).Status}",
        ["Sigma: robust"] = x => $"{RobustSolver.Solve(Robust with { Sigma = x }, 9).Status}",
        ["SigmaBar: robust"] = x => $"{RobustSolver.Solve(Robust with { SigmaBar = x }, 9).Status}",
        ["Sigma0: robust"] = x => $"{RobustSolver.Solve(Robust with { Sigma0 = x }, 9).Status}",
        ["Sigma0Bar: robust"] = x => $"{RobustSolver.Solve(Robust with { Sigma0Bar = x }, 9).Status}",
        ["Sigma: stationary robust"] = x => $"{RobustSolver.Solve(Robust with { Horizon = null, Sigma = x }, 9).Status}",
    };

    public static TheoryData<string> Names => [.. Fronts.Keys];

    private static LqrProblem Plant => new() { A = Half, B = Unit, Q = Unit, R = Unit };

    private static FiniteHorizonProblem Steps => new() { Horizon = 4, A = [Half], B = [Unit], Q = [Unit], R = [Unit] };

    private static Population Agents => new() { Name = "agents", Size = 3, A = Half, B = Unit, Q = Unit, R = Unit };

    private static GamePopulation Crowd => new() { Name = "crowd", A = Half, B = Unit, Q = Unit, R = Unit };

    private static RobustProblem Robust => new() { Horizon = 4, A = [Half], B = [Unit], Q = [Unit], Qbar = [Unit], Sigma = Unit, SigmaBar = Unit };

    [Theory]
    [MemberData(nameof(Names))]
    public void AnIndefiniteCovariance_IsNamed(string front)
    {
        string name = SymmetricFronts.NameOf(front);
        foreach (double[,] indefinite in (double[][,])[Indefinite, new double[,] { { 1, 0 }, { 0, -1 } }, new double[,] { { 0, 1 }, { 1, 0 } }])
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => Fronts[front](indefinite));
            Assert.Contains($"{name} is not positive semidefinite", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ASemidefiniteCovariance_IsTakenWhateverItsRankAndUnits(string front)
    {
        foreach (double[,] covariance in (double[][,])[new double[2, 2], new double[,] { { 1, 1 }, { 1, 1 } }, new double[,] { { 1e12, 0 }, { 0, -1e-8 } }, Unit])
        {
            Assert.Equal("Ok", Fronts[front](covariance));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsNoNumber_IsNonFinite(string front)
    {
        foreach (double entry in (double[])[double.NaN, double.PositiveInfinity])
        {
            Assert.Equal("NonFinite", Fronts[front](new[,] { { entry, 0 }, { 0, 1 } }));
            Assert.Equal("NonFinite", Fronts[front](new[,] { { 1, entry }, { entry, 1 } }));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatOverflows_IsNonFinite(string front)
    {
        if (front != "Cov0: game")
        {
            Assert.Equal("NonFinite", Fronts[front](new[,] { { 1.7e308, 0 }, { 0, 1.7e308 } }));
        }
    }

    [Fact]
    public void OverflowOfAnOrdinaryCost_IsNonFiniteAndLeavesNoNumber()
    {
        LqrProblem problem = new() { A = One, B = One, Q = One, R = One, W = new double[,] { { 1.7e308 } } };
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.Equal(SolveStatus.NonFinite, solution.Status);
        Assert.True(double.IsNaN(solution.Cost) && double.IsNaN(solution.CostToGo[0, 0]) && double.IsNaN(solution.Gain[0, 0]));
        Assert.Equal(SolveStatus.NonFinite, AffineSolver.Solve(new AffineProblem { Regulator = problem }).Status);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void AMeanThatIsNoNumber_IsNonFinite(double entry)
    {
        GameProblem game = new() { Populations = [Crowd with { Mean0 = [entry, 0] }] };
        Assert.Equal(EquilibriumStatus.NonFinite, GameSolver.Solve(game).Status);
    }

    [Fact]
    public void ATeamWhoseWholeCovarianceIsIndefinite_IsRefused()
    {
        // ω − ω̆ is the covariance of deviations, ω + 2ω̆ three times that of the mean of three.
        TeamProblem Coupled(double between) => new()
        {
            Populations = [Agents with { W = Unit }],
            Coupling = new TeamCoupling { W = new double[,]?[,] { { new[,] { { between, 0 }, { 0, 0 } } } } },
        };
        Assert.True(TeamSolver.Solve(Coupled(0.9)).IsOk);
        Assert.True(TeamSolver.Solve(Coupled(-0.4)).IsOk);
        Assert.Contains("W less its coupling is not", Assert.Throws<ArgumentException>(() => TeamSolver.Solve(Coupled(1.1))).Message, StringComparison.Ordinal);
        Assert.Contains("W of the mean field is not", Assert.Throws<ArgumentException>(() => TeamSolver.Solve(Coupled(-0.6))).Message, StringComparison.Ordinal);
    }
}
