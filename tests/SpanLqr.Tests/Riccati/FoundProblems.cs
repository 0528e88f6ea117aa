using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>Problems that others reported or that once went wrong, and the plants of a public collection, with the right values.</summary>
public class FoundProblems
{
    [Fact]
    public void CheapControlOfOneState_CostsItsWeight()
    {
        LqrSolution solution = LqrSolver.Solve(CaseProblems.Lqr("found/lqr-cheap-control"));
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.Equal(1, solution.CostToGo[0, 0], 1e-15);
        Assert.Equal(0.5 / 1.49, solution.Gain[0, 0], 14);
        Assert.Equal(0.35 / 1.49, solution.Gain[1, 0], 14);
    }

    [Theory]
    [InlineData("1064")]
    [InlineData("2545")]
    [InlineData("5492")]
    [InlineData("6136")]
    public void CheapControlOfSeveral_CostsItsWeight(string number)
    {
        // With B of full row rank and R next to nothing the next state is put to zero: P = Q to the share of R in B'QB.
        LqrProblem problem = CaseProblems.Lqr($"found/lqr-refused-{number}");
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.True(solution.IsOk, $"{solution.Status}");
        Assert.True(Norms.RelativeError(solution.CostToGo, problem.Q) < 1e-11);
        Assert.True(solution.ErrorEstimate < 1e-14);
    }

    [Fact]
    public void UnitsThatHideTheError_AreEstimated()
    {
        // P at 120 digits.
        double[,] exact = { { 6.40084693370278595e-8, -0.00702137826088434654 }, { -0.00702137826088434654, 1942.89801923594508 } };
        LqrSolution solution = LqrSolver.Solve(CaseProblems.Lqr("found/lqr-estimate"));
        Assert.True(solution.IsOk, $"{solution.Status}");
        double error = Norms.RelativeError(solution.CostToGo, exact);
        Assert.True(error <= 10 * solution.ErrorEstimate, $"error {error}, estimate {solution.ErrorEstimate}");
        Assert.True(error < 1e-5);
    }

    [Fact]
    public void PublicReports_HaveTheirNumbers()
    {
        int checkedProblems = 0;
        foreach (JsonElement report in CaseFiles.Read("found/public-reports.json").EnumerateArray())
        {
            JsonElement problems = report.GetProperty("problem"), expectations = report.GetProperty("expected");
            bool several = problems.ValueKind == JsonValueKind.Array;
            for (int k = 0; k < (several ? problems.GetArrayLength() : 1); k++)
            {
                JsonElement problem = several ? problems[k] : problems, expected = several ? expectations[k] : expectations;
                if (problem.TryGetProperty("kind", out _))
                {
                    CheckReport(report.GetProperty("name").GetString()!, problem, expected);
                    checkedProblems++;
                }
            }
        }

        Assert.Equal(7, checkedProblems);
    }

    [Fact]
    public void EveryPlantOfTheGym_IsSolvedToNineDigits()
    {
        string[] names = [.. Directory.GetFiles(Path.Combine(CaseFiles.Path, "gym"), "*.result.json").Select(f => Path.GetFileName(f).Split('.')[0])];
        Assert.Equal(41, names.Length);
        Assert.All(names, name =>
        {
            LqrSolution solution = LqrSolver.Solve(CaseProblems.Lqr($"gym/{name}"));
            JsonElement expected = CaseFiles.Read($"gym/{name}.result.json");
            Assert.True(solution.IsOk, $"{name}: {solution.Status}");
            double error = Norms.RelativeError(solution.CostToGo, expected.GetProperty("P").ToMatrix());
            Assert.True(error < 1e-9 && error <= 10 * solution.ErrorEstimate, $"{name}: P {error}, estimate {solution.ErrorEstimate}");
            Assert.True(Norms.RelativeError(solution.Gain, expected.GetProperty("K").ToMatrix()) < 1e-9, name);
            Assert.True(Norms.RelativeError(solution.Cost, expected.GetProperty("cost").GetDouble()) < 1e-9, name);
        });
    }

    private static void CheckReport(string name, JsonElement problem, JsonElement expected)
    {
        LqrSolution solution = LqrSolver.Solve(problem.ToProblem(problem.TryGetProperty("indefinite", out JsonElement i) && i.GetBoolean()));
        Assert.True(Enum.Parse<SolveStatus>(expected.GetProperty("status").GetString()!) == solution.Status, $"{name}: {solution.Status}");
        if (!solution.IsOk)
        {
            Assert.True(solution.Evidence.HasEigenvalue, name);
            return;
        }

        double tolerance = expected.GetProperty("tolerance").GetDouble();
        Assert.True(Norms.RelativeError(solution.Gain, expected.GetProperty("K").ToMatrix()) <= tolerance, name);
        if (expected.TryGetProperty("P", out JsonElement p))
        {
            Assert.True(Norms.RelativeError(solution.CostToGo, p.ToMatrix()) <= tolerance, name);
        }
    }
}
