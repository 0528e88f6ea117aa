using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Robust;
using SpanLqr.Tests.Support;

namespace SpanLqr.Tests.Robust;

/// <summary>The robust problems and results of the folder tests/cases/reference, made by an independent program.</summary>
internal static class RobustFiles
{
    /// <summary>The names of the cases.</summary>
    public static string[] Names =>
        Directory.GetFiles(Path.Combine(CaseFiles.Path, "reference"), "robust-*.problem.json")
            .Select(path => Path.GetFileName(path).Replace(".problem.json", string.Empty))
            .Order()
            .ToArray();

    /// <summary>The result of a case.</summary>
    public static JsonElement Result(string name) => CaseFiles.Read($"reference/{name}.result.json");

    /// <summary>The level a case asks for; null for the least viable one.</summary>
    public static double? Gamma(string name) => CaseProblems.Robust($"reference/{name}").Gamma;

    /// <summary>The problem of a case.</summary>
    public static RobustProblem Problem(string name) => CaseProblems.Robust($"reference/{name}").Problem;
}
