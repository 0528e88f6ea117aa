using System.Text.Json;
using SpanLqr.Riccati;
using SpanLqr.Teams;
using Xunit;

namespace SpanLqr.Tests.Teams;

public sealed class ReferenceTeamTests
{
    // What the issue asks for; the files were written by an independent program in double precision.
    private const double Tolerance = 1e-8;

    public static TheoryData<string> Cases => [.. ReferenceFiles.Names];

    [Fact]
    public void Reference_folder_has_the_four_team_cases() =>
        Assert.Equal(["team-2pop", "team-huge", "team-mixed-dims", "team-one-agent"], ReferenceFiles.Names);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Solution_agrees_with_the_reference_in_every_field(string name)
    {
        JsonElement expected = ReferenceFiles.Result(name);
        TeamSolution solution = TeamSolver.Solve(ReferenceFiles.Problem(name));

        Assert.Equal((SolveStatus.Ok, null), (solution.Status, solution.FailedSystem));
        int l = 0;
        foreach (JsonElement population in expected.GetProperty("populations").EnumerateArray())
        {
            AuxiliarySolution actual = solution.Populations[l++];
            Assert.Equal(population.GetProperty("name").GetString(), actual.System.Name);
            Assert.Equal(population.GetProperty("size").GetInt32(), actual.Size);
            AssertAgrees(population, actual);
        }

        Assert.Equal(l, solution.Populations.Count);
        AssertAgrees(expected.GetProperty("meanField"), solution.MeanField);
        MatrixAssert.Near(expected.GetProperty("cost").GetDouble(), solution.Cost, Tolerance, "total cost");
    }

    private static void AssertAgrees(JsonElement expected, AuxiliarySolution actual)
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
            MatrixAssert.Near(ReferenceFiles.Matrix(expected.GetProperty(field)), matrix, Tolerance, $"{actual.System.Name}: {field}");
        }

        MatrixAssert.Near(expected.GetProperty("spectralRadius").GetDouble(), actual.SpectralRadius, Tolerance, $"{actual.System.Name}: spectral radius");
        MatrixAssert.Near(expected.GetProperty("cost").GetDouble(), actual.Cost, Tolerance, $"{actual.System.Name}: cost");
        Assert.InRange(actual.Residual, 0, Tolerance);
    }
}
