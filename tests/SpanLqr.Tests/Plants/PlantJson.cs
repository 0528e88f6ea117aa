using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Plants;
using SpanLqr.Tests.Support;

namespace SpanLqr.Tests.PlantFacts;

/// <summary>Plants from JSON, without the checks of the command line.</summary>
internal static class PlantJson
{
    /// <summary>The names of the cases that have a result.</summary>
    public static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(CaseFiles.Path, "plant"), "*.result.json")
            .Select(path => Path.GetFileName(path)[..^".result.json".Length])
            .Order();

    /// <summary>The problem; matrices that change are the first ones.</summary>
    public static PlantProblem ToPlant(this JsonElement json)
    {
        double[,]? c = json.ToMatrixOrNull("C"), outputs = json.ToMatrixOrNull("outputs");
        bool isTracking = outputs is not null || json.TryGetProperty("reference", out _) || json.TryGetProperty("integral", out _);
        return new PlantProblem
        {
            A = Series(json, "A")![0],
            B = Series(json, "B")![0],
            Q = Series(json, "Q")![0],
            R = Series(json, "R")![0],
            S = Series(json, "S")?[0],
            W = json.ToMatrixOrNull("W"),
            Time = Text(json, "time") == "continuous" ? PlantTime.Continuous : PlantTime.Discrete,
            Step = Number(json, "step", 1),
            Weights = Text(json, "weights") == "sampled" ? StepWeights.Sampled : StepWeights.Integrated,
            Delay = Number(json, "delay", 0),
            Discount = Number(json, "discount", 1),
            Drift = Vector(json, "drift"),
            RateWeight = json.ToMatrixOrNull("rateWeight"),
            Measurement = c is null ? null : new PlantMeasurement
            {
                C = c,
                V = json.ToMatrixOrNull("V")!,
                N = json.ToMatrixOrNull("N"),
                Estimator = Text(json, "estimator") == "predictor" ? Estimator.Predictor : Estimator.Current,
            },
            Tracking = !isTracking ? null : new PlantTracking
            {
                Outputs = outputs ?? c!,
                Reference = Vector(json, "reference"),
                IntegralWeight = json.ToMatrixOrNull("integralWeight"),
            },
        };
    }

    /// <summary>The horizon, or null.</summary>
    public static PlantHorizon? ToHorizon(this JsonElement json) => !json.TryGetProperty("horizon", out JsonElement steps) ? null : new PlantHorizon
    {
        Steps = steps.GetInt32(),
        Qf = json.ToMatrixOrNull("Qf"),
        A = Varying(json, "A"),
        B = Varying(json, "B"),
        Q = Varying(json, "Q"),
        R = Varying(json, "R"),
        S = Varying(json, "S"),
    };

    public static double[]? Vector(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement entries) ? entries.EnumerateArray().Select(entry => entry.GetDouble()).ToArray() : null;

    private static List<double[,]>? Varying(JsonElement json, string name) => Series(json, name) is { Count: > 1 } series ? series : null;

    private static List<double[,]>? Series(JsonElement json, string name) =>
        !json.TryGetProperty(name, out JsonElement entry) ? null
        : entry[0][0].ValueKind == JsonValueKind.Array ? entry.EnumerateArray().Select(MatrixJson.ToMatrix).ToList()
        : [entry.ToMatrix()];

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;

    private static double Number(JsonElement json, string name, double otherwise) =>
        json.TryGetProperty(name, out JsonElement number) ? number.GetDouble() : otherwise;
}
