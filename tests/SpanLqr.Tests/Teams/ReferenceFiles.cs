using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Teams;
using SpanLqr.Tests.Support;

namespace SpanLqr.Tests.Teams;

/// <summary>The team problems and results of the folder tests/cases/reference, made by an independent program.</summary>
internal static class ReferenceFiles
{
    /// <summary>The names of the cases.</summary>
    public static string[] Names =>
        Directory.GetFiles(Path.Combine(CaseFiles.Path, "reference"), "team-*.problem.json")
            .Select(path => Path.GetFileName(path).Replace(".problem.json", string.Empty))
            .Order()
            .ToArray();

    /// <summary>The result of a case.</summary>
    public static JsonElement Result(string name) => CaseFiles.Read($"reference/{name}.result.json");

    /// <summary>The problem of a case.</summary>
    public static TeamProblem Problem(string name)
    {
        JsonElement root = CaseFiles.Read($"reference/{name}.problem.json");
        JsonElement coupling = root.GetProperty("coupling");
        return new TeamProblem
        {
            Populations = root.GetProperty("populations").EnumerateArray().Select(p => new Population
            {
                Name = p.GetProperty("name").GetString()!,
                Size = p.GetProperty("size").GetInt32(),
                A = p.GetProperty("A").ToMatrix(),
                B = p.GetProperty("B").ToMatrix(),
                Q = p.GetProperty("Q").ToMatrix(),
                R = p.GetProperty("R").ToMatrix(),
                W = p.GetProperty("W").ToMatrix(),
            }).ToArray(),
            Coupling = new TeamCoupling
            {
                A = Table(coupling.GetProperty("A")),
                B = Table(coupling.GetProperty("B")),
                Q = Table(coupling.GetProperty("Q")),
                R = Table(coupling.GetProperty("R")),
                W = Table(coupling.GetProperty("W")),
            },
        };
    }

    private static double[,]?[,] Table(JsonElement rows)
    {
        double[,]?[,] table = new double[,]?[rows.GetArrayLength(), rows.GetArrayLength()];
        for (int l = 0; l < table.GetLength(0); l++)
        {
            for (int k = 0; k < table.GetLength(1); k++)
            {
                table[l, k] = rows[l][k].ToMatrix();
            }
        }

        return table;
    }
}
