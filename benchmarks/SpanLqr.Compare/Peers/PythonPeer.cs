using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using SpanLqr.Compare.Measuring;

namespace SpanLqr.Compare.Peers;

/// <summary>The scripts of benchmarks/peers, each in a process of its own that times itself.</summary>
internal sealed class PythonPeer(string python, string directory, double secondsPerProblem)
{
    /// <summary>What the libraries say they are; empty before a run and where there is none.</summary>
    public List<string> Versions { get; } = [];

    /// <summary>What a script answers to these problems, without those that it refused; nothing where it cannot run.</summary>
    public IReadOnlyList<PythonRow> Run(string script, IEnumerable<object> problems)
    {
        try
        {
            return directory.Length == 0 ? [] : Ask(Path.Combine(directory, script), JsonSerializer.Serialize(problems));
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or JsonException or IOException)
        {
            Console.Error.WriteLine($"skipped {script}: {error.Message}");
            return [];
        }
    }

    private PythonRow[] Ask(string script, string problems)
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
        string version = answer.RootElement.GetProperty("version").GetString() ?? "";
        if (!Versions.Contains(version))
        {
            Versions.Add(version);
        }

        return
        [
            .. answer.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.TryGetProperty("solution", out _)).Select(row => new PythonRow(
                row.GetProperty("name").GetString() ?? "",
                row.GetProperty("library").GetString() ?? "",
                new Sample(row.GetProperty("median").GetDouble(), row.GetProperty("minimum").GetDouble()),
                [.. row.GetProperty("solution").EnumerateArray().Select(entry => entry.GetDouble())])),
        ];
    }
}
