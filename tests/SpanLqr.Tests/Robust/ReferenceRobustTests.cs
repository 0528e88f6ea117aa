using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SpanLqr.Riccati;
using SpanLqr.Robust;
using SpanLqr.Tests.Support;
using SpanLqr.Tests.Teams;
using Xunit;

namespace SpanLqr.Tests.Robust;

public sealed class ReferenceRobustTests
{
    // The files were written by an independent program in double precision.
    private const double Tolerance = 1e-8;

    // There found by bisection, or, at the least level, a difference of two numbers that are nearly equal.
    private const double BisectionTolerance = 1e-6;

    [Fact]
    public void Every_field_agrees_with_the_reference_cases()
    {
        string[] names = ["robust-agents", "robust-gamma", "robust-initial", "robust-min", "robust-tv-D", "robust-unsolvable"];
        Assert.Equal(names, RobustFiles.Names);
        foreach (string name in names)
        {
            RobustProblem problem = RobustFiles.Problem(name);
            JsonElement expected = RobustFiles.Result(name);
            LeastGamma least = RobustSolver.LeastViable(problem);
            MatrixAssert.Near(expected.GetProperty("minGamma").GetDouble(), least.MeanField, BisectionTolerance, $"{name}: minGamma");
            RobustSolution solution = RobustSolver.Solve(problem, RobustFiles.Gamma(name) ?? least.MeanField);
            if (expected.TryGetProperty("error", out _))
            {
                Assert.Equal(SolveStatus.NoSaddlePoint, solution.Status);
            }
            else
            {
                AssertAgrees(name, expected, solution, least);
            }
        }
    }

    private static void AssertAgrees(string name, JsonElement expected, RobustSolution solution, LeastGamma least)
    {
        // At the least level everything moves with the level's own last digits.
        double tolerance = RobustFiles.Gamma(name) is null ? BisectionTolerance : Tolerance;
        Assert.Equal(expected.GetProperty("solvable").GetBoolean(), solution.IsOk);
        Assert.Equal(expected.GetProperty("viable").GetBoolean(), solution.IsViable);
        MatrixAssert.Near(expected.GetProperty("gamma").GetDouble(), solution.Gamma, BisectionTolerance, $"{name}: gamma");
        MatrixAssert.Near(expected.GetProperty("value").GetDouble(), solution.Value, tolerance, $"{name}: value");
        AssertNearOfValue(expected, expected, solution.ViabilityMargin, tolerance, $"{name}: viabilityMargin");
        AssertSeries(expected, "K1", solution.Deviations!.Gains, tolerance, name);
        AssertSeries(expected, "K2", solution.Deviations.AdversaryGains, tolerance, name);
        AssertSeries(expected, "M", solution.Deviations.CostsToGo, tolerance, name);
        AssertSeries(expected, "L1", solution.MeanField!.Gains, tolerance, name);
        AssertSeries(expected, "L2", solution.MeanField.AdversaryGains, tolerance, name);
        AssertSeries(expected, "Mbar", solution.MeanField.CostsToGo, tolerance, name);
        double[] margins = expected.GetProperty("margins").EnumerateArray().Select(e => e.GetDouble()).ToArray();
        Assert.Equal(margins.Length, solution.Margins.Count);
        Assert.All(margins.Zip(solution.Margins), pair => Assert.Equal(pair.First, pair.Second, BisectionTolerance * margins.Max()));
        if (expected.TryGetProperty("finite", out JsonElement finite))
        {
            Assert.Equal(finite.GetProperty("agents").GetInt32(), solution.Finite!.Agents);
            Assert.Equal(finite.GetProperty("viable").GetBoolean(), solution.Finite.IsViable);
            MatrixAssert.Near(finite.GetProperty("value").GetDouble(), solution.Finite.Value, tolerance, $"{name}: finite value");
            AssertNearOfValue(expected, finite, solution.Finite.ViabilityMargin, tolerance, $"{name}: finite margin");
            MatrixAssert.Near(finite.GetProperty("minGamma").GetDouble(), least.Finite!.Value, BisectionTolerance, $"{name}: finite minGamma");
        }
    }

    /// <summary>A margin is a difference of the value and something as large.</summary>
    private static void AssertNearOfValue(JsonElement result, JsonElement part, double actual, double tolerance, string name)
    {
        double wanted = part.GetProperty("viabilityMargin").GetDouble(), size = result.GetProperty("value").GetDouble();
        Assert.True(System.Math.Abs(wanted - actual) <= tolerance * (size + System.Math.Abs(wanted)), $"{name}: {actual:r}, expected {wanted:r}");
    }

    private static void AssertSeries(JsonElement expected, string key, IReadOnlyList<double[,]> actual, double tolerance, string name)
    {
        JsonElement[] wanted = expected.GetProperty(key).EnumerateArray().ToArray();
        Assert.Equal(wanted.Length, actual.Count);
        for (int t = 0; t < wanted.Length; t++)
        {
            MatrixAssert.Near(wanted[t].ToMatrix(), actual[t], tolerance, $"{name}: {key}[{t}]");
        }
    }
}
