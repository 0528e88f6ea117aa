using System.Collections.Generic;
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
    public static double? Gamma(string name)
    {
        JsonElement gamma = CaseFiles.Read($"reference/{name}.problem.json").GetProperty("gamma");
        return gamma.ValueKind == JsonValueKind.Number ? gamma.GetDouble() : null;
    }

    /// <summary>The problem of a case.</summary>
    public static RobustProblem Problem(string name)
    {
        JsonElement root = CaseFiles.Read($"reference/{name}.problem.json");
        IReadOnlyList<double[,]>? Optional(string key) => root.TryGetProperty(key, out JsonElement series) ? Series(series) : null;
        return new RobustProblem
        {
            Horizon = root.GetProperty("horizon").ValueKind == JsonValueKind.Number ? root.GetProperty("horizon").GetInt32() : null,
            A = Optional("A")!,
            Abar = Optional("Abar"),
            B = Optional("B")!,
            Bbar = Optional("Bbar"),
            D = Optional("D"),
            Dbar = Optional("Dbar"),
            R = Optional("R"),
            Rbar = Optional("Rbar"),
            Q = Optional("Q")!,
            Qbar = Optional("Qbar")!,
            Qf = root.ToMatrixOrNull("Qf"),
            Qbarf = root.ToMatrixOrNull("Qbarf"),
            Sigma = root.GetProperty("Sigma").ToMatrix(),
            SigmaBar = root.GetProperty("SigmaBar").ToMatrix(),
            Sigma0 = root.ToMatrixOrNull("Sigma0"),
            Sigma0Bar = root.ToMatrixOrNull("Sigma0Bar"),
            Agents = root.TryGetProperty("agents", out JsonElement agents) ? agents.GetInt32() : null,
        };
    }

    private static double[][,] Series(JsonElement json) =>
        json[0][0].ValueKind == JsonValueKind.Array ? json.EnumerateArray().Select(MatrixJson.ToMatrix).ToArray() : [json.ToMatrix()];
}
