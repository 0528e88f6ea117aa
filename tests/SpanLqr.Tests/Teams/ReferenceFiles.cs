using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Teams;

namespace SpanLqr.Tests.Teams;

/// <summary>The team problems and results of the folder shared/reference, made by an independent program.</summary>
internal static class ReferenceFiles
{
    /// <summary>The names of the cases.</summary>
    public static string[] Names =>
        Directory.GetFiles(Folder, "team-*.problem.json").Select(p => Path.GetFileName(p).Replace(".problem.json", string.Empty)).Order().ToArray();

    private static string Folder
    {
        get
        {
            for (DirectoryInfo? place = new(AppContext.BaseDirectory); place is not null; place = place.Parent)
            {
                string folder = Path.Combine(place.FullName, "shared", "reference");
                if (Directory.Exists(folder))
                {
                    return folder;
                }
            }

            throw new DirectoryNotFoundException($"No folder shared/reference beside {AppContext.BaseDirectory} or above it.");
        }
    }

    /// <summary>The result of a case.</summary>
    public static JsonElement Result(string name) => Read($"{name}.result.json");

    /// <summary>The problem of a case.</summary>
    public static TeamProblem Problem(string name)
    {
        JsonElement root = Read($"{name}.problem.json");
        JsonElement coupling = root.GetProperty("coupling");
        return new TeamProblem
        {
            Populations = root.GetProperty("populations").EnumerateArray().Select(p => new Population
            {
                Name = p.GetProperty("name").GetString()!,
                Size = p.GetProperty("size").GetInt32(),
                A = Matrix(p.GetProperty("A")),
                B = Matrix(p.GetProperty("B")),
                Q = Matrix(p.GetProperty("Q")),
                R = Matrix(p.GetProperty("R")),
                W = Matrix(p.GetProperty("W")),
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

    /// <summary>An array of rows as a matrix.</summary>
    public static double[,] Matrix(JsonElement rows) => Build(rows, entry => entry.GetDouble());

    private static double[,]?[,] Table(JsonElement rows) =>
        Build(rows, block => block.ValueKind == JsonValueKind.Null ? null : Matrix(block));

    private static T[,] Build<T>(JsonElement rows, Func<JsonElement, T> read)
    {
        T[,] result = new T[rows.GetArrayLength(), rows[0].GetArrayLength()];
        for (int i = 0; i < result.GetLength(0); i++)
        {
            for (int j = 0; j < result.GetLength(1); j++)
            {
                result[i, j] = read(rows[i][j]);
            }
        }

        return result;
    }

    private static JsonElement Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        return document.RootElement.Clone();
    }
}
