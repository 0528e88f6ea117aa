using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Compare.Data;
using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Peers;

/// <summary>scipy.linalg.solve_discrete_are, in a process of its own that times itself.</summary>
internal sealed class ScipyPeer(string python, string script, double secondsPerProblem)
{
    /// <summary>What scipy says it is; empty before a run and where there is no scipy.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Times and solutions by the name of the plant, without those that it refused; nothing where there is no scipy.</summary>
    public IReadOnlyDictionary<string, ScipyRow> Run(IEnumerable<Plant> plants)
    {
        try
        {
            return Ask(JsonSerializer.Serialize(plants.Select(plant => new
            {
                name = plant.Name,
                a = Rows(plant.A, plant.N),
                b = Rows(plant.B, plant.M),
                q = Rows(plant.Q, plant.N),
                r = Rows(plant.R, plant.M),
                s = plant.S is null ? null : Rows(plant.S, plant.M),
            })));
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or JsonException or IOException)
        {
            Console.Error.WriteLine($"skipped scipy: {error.Message}");
            return new Dictionary<string, ScipyRow>();
        }
    }

    private Dictionary<string, ScipyRow> Ask(string problems)
    {
        var start = new ProcessStartInfo(python, [script, secondsPerProblem.ToString("R")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start");
        process.StandardInput.Write(problems);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(error.Trim().Split('\n')[^1]);
        }

        using JsonDocument answer = JsonDocument.Parse(output);
        Version = answer.RootElement.GetProperty("version").GetString() ?? "";
        return answer.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.TryGetProperty("solution", out _)).ToDictionary(
            row => row.GetProperty("name").GetString() ?? "",
            row => new ScipyRow(
                new Sample(row.GetProperty("median").GetDouble(), row.GetProperty("minimum").GetDouble()),
                [.. row.GetProperty("solution").EnumerateArray().Select(entry => entry.GetDouble())]));
    }

    private static double[][] Rows(double[] entries, int columns) => [.. entries.Chunk(columns)];
}
