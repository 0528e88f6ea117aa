using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace SpanLqr.Benchmarks.Generator;

/// <summary>The cost of the generator in one page: time and text of a shape, size of the core, time of a clean build.</summary>
internal static class GeneratorCost
{
    private const int Runs = 15;
    private const double GenerationTarget = 100;
    private const double CoreTarget = 4e6;
    private const double BuildTarget = 120;

    private static readonly (int States, int Inputs)[] Sizes = [(2, 1), (4, 2), (8, 4), (12, 4), (12, 6), (16, 8), (32, 8)];

    public static void Print(bool builds)
    {
        Console.WriteLine("| shape | first run ms | later runs ms (median) | emitted kB | lines |");
        Console.WriteLine("| -- | --: | --: | --: | --: |");
        foreach ((int states, int inputs) in Sizes)
        {
            Row(states, inputs);
        }

        Console.WriteLine();
        Console.WriteLine($"Target: 12×4 well under {GenerationTarget} ms; a first run also compiles what the generator has not run before.");
        string core = typeof(Shapes.ILqrShape).Assembly.Location;
        Console.WriteLine($"Core assembly: {new FileInfo(core).Length / 1e6:0.00} MB (target under {CoreTarget / 1e6:0} MB)");
        Console.WriteLine(builds ? $"Clean Release build of the solution: {CleanBuild():0} s (target under {BuildTarget:0} s on two cores)" : "Clean build: ask with --build");
    }

    private static void Row(int states, int inputs)
    {
        var run = new GeneratorRun(states, inputs);
        long start = Stopwatch.GetTimestamp();
        var result = run.Generate();
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        int lines = result.GeneratedTrees.Sum(tree => tree.GetText().Lines.Count);
        Console.WriteLine(
            $"| {states}×{inputs} | {first:0.0} | {run.MedianTime(Runs).TotalMilliseconds:0.0} | {GeneratorRun.EmittedBytes(result) / 1e3:0} | {lines} |");
    }

    private static double CleanBuild()
    {
        string artifacts = Directory.CreateTempSubdirectory("spanlqr-build").FullName;
        try
        {
            string solution = FindSolution();
            Run("restore", solution, artifacts);
            long start = Stopwatch.GetTimestamp();
            Run("build", solution, artifacts, "-c", "Release", "--no-restore");
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            Directory.Delete(artifacts, true);
        }
    }

    private static void Run(string command, string solution, string artifacts, params ReadOnlySpan<string> more)
    {
        string[] arguments = [command, solution, "--artifacts-path", artifacts, "--disable-build-servers", .. more];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("dotnet did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    private static string FindSolution()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string candidate = Path.Combine(directory.FullName, "SpanLqr.sln");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new FileNotFoundException("SpanLqr.sln is in no directory above this program.");
    }
}
