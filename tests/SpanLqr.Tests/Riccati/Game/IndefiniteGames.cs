using System;
using System.Linq;
using System.Text.Json;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati.Game;

/// <summary>Stationary games whose saddle point has an M that is not semidefinite.</summary>
public class IndefiniteGames
{
    [Fact]
    public void RobustMonopolist_IsSolvedOnRequest()
    {
        JsonElement json = CaseFiles.Read("research/game-cases.json").GetProperty("cases").EnumerateArray()
            .First(c => c.GetProperty("name").GetString()!.Contains("monopolist", StringComparison.Ordinal));
        foreach (JsonElement expected in json.GetProperty("expected").EnumerateArray())
        {
            ZeroSumProblem problem = Discounted(json, expected.GetProperty("theta").GetDouble());
            ZeroSumSolution refused = ZeroSumSolver.Solve(problem), solution = ZeroSumSolver.Solve(problem with { Indefinite = true });
            Assert.Equal(SolveStatus.CostToGoNotPositiveSemidefinite, refused.Status);
            Assert.True(refused.Margin > 0);
            Assert.True(solution.IsOk, $"{solution.Status}");
            Assert.True(Norms.RelativeError(solution.CostToGo, expected.GetProperty("P").ToMatrix()) < 1e-10);
            Assert.True(Norms.RelativeError(solution.Gain, expected.GetProperty("F").ToMatrix()) < 1e-10);
            Assert.True(Norms.RelativeError(solution.AdversaryGain, expected.GetProperty("K").ToMatrix()) < 1e-10);
        }

        ZeroSumProblem one = Discounted(json, json.GetProperty("theta").GetDouble());
        CheckRecursion(one, ZeroSumSolver.Solve(one with { Indefinite = true }));
    }

    [Fact]
    public void RobustMonopolist_IsSolvedAsEitherPartOfARobustProblem()
    {
        JsonElement json = CaseFiles.Read("research/game-cases.json").GetProperty("cases").EnumerateArray()
            .First(c => c.GetProperty("name").GetString()!.Contains("monopolist", StringComparison.Ordinal));
        ZeroSumProblem part = Discounted(json, json.GetProperty("theta").GetDouble());
        double[,] none = new double[3, 3];
        var problem = new RobustProblem
        {
            Horizon = null,
            A = [part.A],
            B = [part.B],
            D = [part.D],
            Q = [part.Q],
            Qbar = [part.Q],
            R = [part.R],
            Sigma = none,
            SigmaBar = none,
            Indefinite = true,
        };
        ZeroSumSolution expected = ZeroSumSolver.Solve(part with { Indefinite = true });
        RobustSolution solution = RobustSolver.Solve(problem, part.Gamma), refused = RobustSolver.Solve(problem with { Indefinite = false }, part.Gamma);
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.Equal(expected.CostToGo, solution.Deviations!.CostsToGo[0]);
        Assert.Equal(expected.Gain, solution.MeanField!.Gains[0]);
        Assert.NotEqual(SolveStatus.Ok, refused.Status);
    }

    [Fact]
    public void PureForecasting_IsSolvedOnRequest()
    {
        // The same without a controller: B = 0.
        JsonElement json = CaseFiles.Read("research/game-cases.json").GetProperty("cases").EnumerateArray()
            .First(c => c.GetProperty("name").GetString()!.Contains("monopolist", StringComparison.Ordinal));
        ZeroSumProblem problem = Discounted(json, json.GetProperty("theta").GetDouble()) with { B = new double[3, 1] };
        ZeroSumSolution solution = ZeroSumSolver.Solve(problem with { Indefinite = true });
        Assert.Equal(SolveStatus.CostToGoNotPositiveSemidefinite, ZeroSumSolver.Solve(problem).Status);
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.All(solution.Gain.Cast<double>(), entry => Assert.Equal(0, entry));
        CheckRecursion(problem, solution);
    }

    [Fact]
    public void CheapControlInAGame_IsSolved()
    {
        // a = 1, b = d = q = 1, γ = 2, r tiny: m = r⁻¹ − 1/4 makes P = q + a²P/(1 + mP) tend to q.
        ZeroSumProblem problem = new()
        {
            A = Plants.Diagonal(1),
            B = new double[,] { { 1, 0.7 } },
            D = Plants.Diagonal(1),
            Q = Plants.Diagonal(1),
            R = Plants.Diagonal(1e-15, 1e-15),
            Gamma = 2,
        };
        ZeroSumSolution solution = ZeroSumSolver.Solve(problem);
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.Equal(1, solution.CostToGo[0, 0], 13);
        Assert.Equal(1 / 1.49, solution.Gain[0, 0], 12);
        Assert.Equal(0.7 / 1.49, solution.Gain[1, 0], 12);
    }

    /// <summary>The recursion over many steps, by its own formulas, tends to the same.</summary>
    private static void CheckRecursion(ZeroSumProblem problem, ZeroSumSolution solution)
    {
        ZeroSumHorizonSolution horizon = ZeroSumSolver.Solve(problem, 2000, new double[3, 3]);
        Assert.True(horizon.IsOk, $"{horizon.Status}");
        Assert.True(Norms.RelativeError(horizon.CostsToGo[0], solution.CostToGo) < 1e-10);
        Assert.True(Norms.RelativeError(horizon.AdversaryGains[0], solution.AdversaryGain) < 1e-8);
    }

    /// <summary>β into A and B: √β each; the adversary's price βθ is γ² where C keeps √β, too.</summary>
    private static ZeroSumProblem Discounted(JsonElement json, double theta)
    {
        double root = Math.Sqrt(json.GetProperty("beta").GetDouble());
        return new ZeroSumProblem
        {
            A = Reference.Matrix.scale(root, json.GetProperty("A").ToMatrix()),
            B = Reference.Matrix.scale(root, json.GetProperty("B").ToMatrix()),
            D = Reference.Matrix.scale(root, json.GetProperty("C").ToMatrix()),
            Q = json.GetProperty("R").ToMatrix(),
            R = json.GetProperty("Q").ToMatrix(),
            Gamma = Math.Sqrt(json.GetProperty("beta").GetDouble() * theta),
        };
    }
}
