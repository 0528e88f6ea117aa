using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Tests.Support;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>The plants of tests/cases and their results.</summary>
internal static class PlantJson
{
    /// <summary>The names of the cases that have a result.</summary>
    public static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(CaseFiles.Path, "plant"), "*.result.json")
            .Select(path => Path.GetFileName(path)[..^".result.json".Length])
            .Order();

    public static double[]? Vector(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement entries) ? entries.EnumerateArray().Select(entry => entry.GetDouble()).ToArray() : null;
}
