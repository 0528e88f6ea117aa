using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using SpanLqr.Compare.Data;
using SpanLqr.Reference;
using ReferenceProblem = SpanLqr.Reference.Lqr.Problem;

namespace SpanLqr.Accuracy;

/// <summary>One problem of a public collection.</summary>
/// <param name="Plant">Its name and numbers.</param>
/// <param name="Source">Where the numbers were published.</param>
/// <param name="Expect">What there is to find.</param>
internal sealed record Case(Plant Plant, string Source, Expectation Expect)
{
    /// <summary>The problem as the oracle takes it.</summary>
    public ReferenceProblem Problem { get; } = new(
        Rectangular(Plant.A, Plant.N),
        Rectangular(Plant.B, Plant.M),
        Rectangular(Plant.Q, Plant.N),
        Rectangular(Plant.R, Plant.M),
        Rectangular(Plant.S ?? new double[Plant.N * Plant.M], Plant.M),
        Matrix.identity(Plant.N));

    /// <summary>The problems of cases.json, in the order of the file.</summary>
    public static IReadOnlyList<Case> All()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cases.json")
            ?? throw new FileNotFoundException("cases.json is not embedded.");
        using JsonDocument document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    /// <summary>Rows one after another as a two-dimensional array.</summary>
    public static double[,] Rectangular(double[] entries, int columns)
    {
        double[,] matrix = new double[entries.Length / columns, columns];
        Buffer.BlockCopy(entries, 0, matrix, 0, entries.Length * sizeof(double));
        return matrix;
    }

    private static Case Read(JsonElement json)
    {
        var plant = new Plant(
            json.GetProperty("name").GetString()!,
            json.GetProperty("A").GetArrayLength(),
            json.GetProperty("R").GetArrayLength(),
            Flat(json.GetProperty("A")),
            Flat(json.GetProperty("B")),
            Flat(json.GetProperty("Q")),
            Flat(json.GetProperty("R")),
            json.TryGetProperty("S", out JsonElement s) ? Flat(s) : null);
        Expectation expect = Enum.Parse<Expectation>(json.GetProperty("expect").GetString()!, ignoreCase: true);
        return new Case(plant, json.GetProperty("source").GetString()!, expect);
    }

    private static double[] Flat(JsonElement rows) =>
        [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(entry => entry.GetDouble())];
}
