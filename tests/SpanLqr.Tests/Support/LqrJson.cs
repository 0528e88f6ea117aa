using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using SpanLqr.Lqr;

namespace SpanLqr.Tests.Support;

/// <summary>The library's problems from JSON, without the checks of the command line.</summary>
internal static class LqrJson
{
    public static LqrProblem ToProblem(this JsonElement json, bool indefinite = false) => new()
    {
        A = json.GetProperty("A").ToMatrix(),
        B = json.GetProperty("B").ToMatrix(),
        Q = json.GetProperty("Q").ToMatrix(),
        R = json.GetProperty("R").ToMatrix(),
        S = json.ToMatrixOrNull("S"),
        W = json.ToMatrixOrNull("W"),
        Indefinite = indefinite,
    };

    public static FiniteHorizonProblem ToFiniteHorizonProblem(this JsonElement json) => new()
    {
        Horizon = json.GetProperty("horizon").GetInt32(),
        A = Sequence(json.GetProperty("A")),
        B = Sequence(json.GetProperty("B")),
        Q = Sequence(json.GetProperty("Q")),
        R = Sequence(json.GetProperty("R")),
        S = json.TryGetProperty("S", out JsonElement s) ? Sequence(s) : null,
        Qf = json.ToMatrixOrNull("Qf"),
        W = json.ToMatrixOrNull("W"),
    };

    private static List<double[,]> Sequence(JsonElement json) =>
        json[0][0].ValueKind == JsonValueKind.Array ? json.EnumerateArray().Select(MatrixJson.ToMatrix).ToList() : [json.ToMatrix()];
}
