using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Lqr;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Riccati;

/// <summary>The shared lqr problems against their independent solutions.</summary>
public class ReferenceProblems
{
    // The figure that the reference promises.
    private const double Tolerance = 1e-8;

    [Fact]
    public void Solve_AgreesWithEveryReferenceSolution()
    {
        string[] names = Names().ToArray();
        Assert.NotEmpty(names);
        Assert.All(names, name =>
        {
            JsonElement expected = CaseFiles.Read($"reference/{name}.result.json");
            if (name.EndsWith("-horizon", StringComparison.Ordinal))
            {
                CheckHorizon(CaseProblems.FiniteHorizon($"reference/{name}"), expected);
            }
            else
            {
                CheckStationary(CaseProblems.Lqr($"reference/{name}"), expected);
            }
        });
    }

    private static void CheckStationary(LqrProblem problem, JsonElement expected)
    {
        LqrSolution solution = LqrSolver.Solve(problem);
        Assert.True(solution.IsOk);
        Assert.True(Norms.RelativeError(solution.Gain, expected.GetProperty("K").ToMatrix()) < Tolerance);
        Assert.True(Norms.RelativeError(solution.CostToGo, expected.GetProperty("P").ToMatrix()) < Tolerance);
        Assert.True(Norms.RelativeError(solution.SpectralRadius, expected.GetProperty("spectralRadius").GetDouble()) < Tolerance);
        Assert.True(Norms.RelativeError(solution.Cost, expected.GetProperty("cost").GetDouble()) < Tolerance);
        Assert.True(solution.Residual < 1e-13);
    }

    private static void CheckHorizon(FiniteHorizonProblem problem, JsonElement expected)
    {
        FiniteHorizonSolution solution = LqrSolver.Solve(problem);
        Assert.True(solution.IsOk);
        CheckSequence(solution.Gains, expected.GetProperty("K"));
        CheckSequence(solution.CostsToGo, expected.GetProperty("P"));
        Assert.True(Norms.RelativeError(solution.Cost, expected.GetProperty("cost").GetDouble()) < Tolerance);
    }

    private static void CheckSequence(IReadOnlyList<double[,]> found, JsonElement expected)
    {
        Assert.Equal(expected.GetArrayLength(), found.Count);
        for (int t = 0; t < found.Count; t++)
        {
            Assert.True(Norms.RelativeError(found[t], expected[t].ToMatrix()) < Tolerance, $"t = {t}");
        }
    }

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(CaseFiles.Path, "reference"), "lqr-*.problem.json")
            .Select(path => Path.GetFileName(path).Replace(".problem.json", ""));
}
