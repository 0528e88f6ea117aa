using System.Text.Json;
using SpanLqr.Lqr;

namespace SpanLqr.Tests.Support;

/// <summary>Problems of public collections from JSON, without the checks of the command line.</summary>
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
}
