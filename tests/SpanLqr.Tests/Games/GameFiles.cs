using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Games;
using SpanLqr.Tests.Support;

namespace SpanLqr.Tests.Games;

/// <summary>The games and equilibria of the folder tests/cases/reference, made by an independent program.</summary>
internal static class GameFiles
{
    /// <summary>The names of the cases.</summary>
    public static string[] Names =>
        Directory.GetFiles(Path.Combine(CaseFiles.Path, "reference"), "game-*.problem.json")
            .Select(path => Path.GetFileName(path).Replace(".problem.json", string.Empty))
            .Order()
            .ToArray();

    /// <summary>The result of a case.</summary>
    public static JsonElement Result(string name) => CaseFiles.Read($"reference/{name}.result.json");

    /// <summary>The problem of a case.</summary>
    public static GameProblem Problem(string name) => At($"reference/{name}.problem.json");

    /// <summary>The problem in any file of the folder tests/cases.</summary>
    public static GameProblem At(string relativePath)
    {
        JsonElement root = CaseFiles.Read(relativePath);
        GamePopulation[] populations = root.GetProperty("populations").EnumerateArray().Select(Population).ToArray();
        int Index(string population) => Array.FindIndex(populations, p => p.Name == population);
        return new GameProblem
        {
            Populations = populations,
            Couplings = root.GetProperty("couplings").EnumerateArray().Select(c => new GameCoupling
            {
                Of = Index(c.GetProperty("of").GetString()!),
                To = Index(c.GetProperty("to").GetString()!),
                Weight = c.GetProperty("weight").ToMatrix(),
                Offset = c.ToVectorOrNull("offset"),
            }).ToArray(),
        };
    }

    /// <summary>An array of numbers.</summary>
    public static double[] ToVector(this JsonElement json) => json.EnumerateArray().Select(e => e.GetDouble()).ToArray();

    private static GamePopulation Population(JsonElement json) => new()
    {
        Name = json.GetProperty("name").GetString()!,
        A = json.GetProperty("A").ToMatrix(),
        B = json.GetProperty("B").ToMatrix(),
        Q = json.GetProperty("Q").ToMatrix(),
        R = json.GetProperty("R").ToMatrix(),
        W = json.ToMatrixOrNull("W"),
        Mean0 = json.ToVectorOrNull("mean0"),
        Cov0 = json.ToMatrixOrNull("cov0"),
        Own = json.ToMatrixOrNull("own"),
        Size = json.TryGetProperty("size", out JsonElement size) ? size.GetInt32() : null,
    };

    private static double[]? ToVectorOrNull(this JsonElement json, string key) =>
        json.TryGetProperty(key, out JsonElement vector) ? vector.ToVector() : null;
}
