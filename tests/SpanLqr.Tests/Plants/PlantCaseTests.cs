using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using SpanLqr.Plants;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>Every case of tests/cases/plant, member by member, against the results of an independent program.</summary>
public class PlantCaseTests
{
    private const double Tolerance = 1e-9;

    // Eigenvalues of a nearly defective loop move by far more than the loop does: a share of the largest.
    private const double EigenvalueTolerance = 1e-7;

    public static IEnumerable<object[]> Stationary() => Names(hasHorizon: false);

    public static IEnumerable<object[]> OverAHorizon() => Names(hasHorizon: true);

    [Theory]
    [MemberData(nameof(Stationary))]
    public void A_stationary_plant_agrees_in_every_member(string name)
    {
        PlantSolution found = PlantSolver.Solve(CaseProblems.Plant($"plant/{name}").Problem);
        JsonElement expected = Result(name);
        Assert.Equal(PlantStatus.Ok, found.Status);
        var misses = new List<string>();
        Compare(misses, expected, "K", found.Gain);
        Compare(misses, expected, "P", found.CostToGo);
        CompareNumber(misses, expected, "cost", found.Cost);
        CompareNumber(misses, expected, "spectralRadius", found.SpectralRadius);
        CompareVector(misses, expected, "offset", found.Offset);
        Compare(misses, expected, "feedforward", found.Feedforward);
        CompareVector(misses, expected, "steadyState", found.SteadyState);
        CompareVector(misses, expected, "steadyInput", found.SteadyInput);
        Compare(misses, expected, "filterGain", found.Filter?.FilterGain);
        Compare(misses, expected, "predictorGain", found.Filter?.PredictorGain);
        Compare(misses, expected, "innovationGain", found.Filter?.InnovationGain);
        Compare(misses, expected, "predictionCovariance", found.Filter?.PredictionCovariance);
        Compare(misses, expected, "filteredCovariance", found.Filter?.FilteredCovariance);
        CompareNumber(misses, expected, "filterSpectralRadius", found.Filter?.SpectralRadius ?? double.NaN);
        if (expected.TryGetProperty("sampled", out JsonElement sampled))
        {
            Compare(misses, sampled, "A", found.Sampled!.A);
            Compare(misses, sampled, "B", found.Sampled.B);
            Compare(misses, sampled, "W", found.Sampled.W);
            Compare(misses, sampled, "Q", found.Sampled.Q);
            Compare(misses, sampled, "S", found.Sampled.S);
            Compare(misses, sampled, "R", found.Sampled.R);
            CompareNumber(misses, sampled, "constant", found.Sampled.Constant);
        }

        CompareEigenvalues(misses, expected.GetProperty("eigenvalues"), found.Eigenvalues);
        Assert.Empty(misses);
    }

    [Theory]
    [MemberData(nameof(OverAHorizon))]
    public void A_plant_over_a_horizon_agrees_in_every_member(string name)
    {
        JsonElement expected = Result(name);
        (PlantProblem problem, PlantHorizon? horizon) = CaseProblems.Plant($"plant/{name}");
        PlantHorizonSolution found = PlantSolver.Solve(problem, horizon!);
        Assert.Equal(PlantStatus.Ok, found.Status);
        var misses = new List<string>();
        CompareNumber(misses, expected, "cost", found.Cost);
        CompareSeries(misses, expected, "K", found.Gains);
        CompareSeries(misses, expected, "P", found.CostsToGo);
        CompareSeries(misses, expected, "feedforward", found.Feedforwards);
        Assert.Empty(misses);
    }

    private static IEnumerable<object[]> Names(bool hasHorizon) =>
        PlantJson.Names().Where(name => CaseProblems.Plant($"plant/{name}").Horizon is not null == hasHorizon).Select(name => new object[] { name });

    private static JsonElement Result(string name) => CaseFiles.Read($"plant/{name}.result.json");

    private static void Miss(List<string> misses, string name, double error)
    {
        if (!(error <= Tolerance))
        {
            misses.Add($"{name}: {error:E2}");
        }
    }

    private static void Compare(List<string> misses, JsonElement expected, string name, double[,]? found)
    {
        if (!expected.TryGetProperty(name, out JsonElement rows))
        {
            return;
        }

        Miss(misses, name, found is null ? double.NaN : Norms.RelativeError(found, rows.ToMatrix()));
    }

    private static void CompareSeries(List<string> misses, JsonElement expected, string name, IReadOnlyList<double[,]> found)
    {
        if (!expected.TryGetProperty(name, out JsonElement matrices))
        {
            return;
        }

        Assert.Equal(matrices.GetArrayLength(), found.Count);
        for (int t = 0; t < found.Count; t++)
        {
            Miss(misses, $"{name}[{t}]", Norms.RelativeError(found[t], matrices[t].ToMatrix()));
        }
    }

    private static void CompareVector(List<string> misses, JsonElement expected, string name, double[]? found)
    {
        double[]? wanted = PlantJson.Vector(expected, name);
        if (wanted is null)
        {
            Assert.Null(found);
            return;
        }

        double scale = Math.Max(wanted.Max(Math.Abs), double.Epsilon);
        Miss(misses, name, found is null ? double.NaN : wanted.Zip(found, (x, y) => Math.Abs(x - y)).Max() / scale);
    }

    private static void CompareNumber(List<string> misses, JsonElement expected, string name, double found)
    {
        if (expected.TryGetProperty(name, out JsonElement number))
        {
            Miss(misses, name, Norms.RelativeError(found, number.GetDouble()));
        }
    }

    private static void CompareEigenvalues(List<string> misses, JsonElement expected, Complex[] found)
    {
        Assert.Equal(expected.GetArrayLength(), found.Length);
        double largest = found.Max(value => value.Magnitude);
        var rest = found.ToList();
        foreach (JsonElement pair in expected.EnumerateArray())
        {
            var wanted = new Complex(pair[0].GetDouble(), pair[1].GetDouble());
            Complex nearest = rest.MinBy(value => (value - wanted).Magnitude);
            rest.Remove(nearest);
            if (!((nearest - wanted).Magnitude <= EigenvalueTolerance * largest))
            {
                misses.Add($"eigenvalue {wanted}: {nearest}");
            }
        }
    }
}
