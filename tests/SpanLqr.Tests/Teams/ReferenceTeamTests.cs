using System.Text.Json;
using SpanLqr.Riccati;
using SpanLqr.Teams;
using SpanLqr.Tests.Support;
using Xunit;

namespace SpanLqr.Tests.Teams;

public sealed class ReferenceTeamTests
{
    // The files were written by an independent program in double precision.
    private const double Tolerance = 1e-8;

    [Fact]
    public void Every_field_agrees_with_the_reference_cases()
    {
        Assert.Equal(["team-2pop", "team-huge", "team-mixed-dims", "team-one-agent"], ReferenceFiles.Names);
        foreach (string name in ReferenceFiles.Names)
        {
            AssertAgrees(name, ReferenceFiles.Result(name), TeamSolver.Solve(ReferenceFiles.Problem(name)));
        }
    }

    private static void AssertAgrees(string name, JsonElement expected, TeamSolution solution)
    {
        Assert.Equal((SolveStatus.Ok, null), (solution.Status, solution.FailedSystem));
        JsonElement populations = expected.GetProperty("populations");
        Assert.Equal(populations.GetArrayLength(), solution.Populations.Count);
        for (int l = 0; l < solution.Populations.Count; l++)
        {
            AuxiliarySolution actual = solution.Populations[l];
            Assert.Equal(populations[l].GetProperty("name").GetString(), actual.System.Name);
            Assert.Equal(populations[l].GetProperty("size").GetInt32(), actual.Size);
            AssertAgrees($"{name}, {actual.System.Name}", populations[l], actual);
        }

        AssertAgrees($"{name}, mean field", expected.GetProperty("meanField"), solution.MeanField);
        MatrixAssert.Near(expected.GetProperty("cost").GetDouble(), solution.Cost, Tolerance, $"{name}: total cost");
    }

    private static void AssertAgrees(string name, JsonElement expected, AuxiliarySolution actual)
    {
        (string Field, double[,] Matrix)[] matrices =
        [
            ("K", actual.Gain),
            ("P", actual.CostToGo),
            ("A", actual.System.A),
            ("B", actual.System.B),
            ("Q", actual.System.Q),
            ("R", actual.System.R),
        ];
        foreach ((string field, double[,] matrix) in matrices)
        {
            MatrixAssert.Near(expected.GetProperty(field).ToMatrix(), matrix, Tolerance, $"{name}: {field}");
        }

        MatrixAssert.Near(expected.GetProperty("spectralRadius").GetDouble(), actual.SpectralRadius, Tolerance, $"{name}: spectral radius");
        MatrixAssert.Near(expected.GetProperty("cost").GetDouble(), actual.Cost, Tolerance, $"{name}: cost");
        Assert.InRange(actual.Residual, 0, Tolerance);
    }
}
