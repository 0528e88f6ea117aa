using System;
using System.IO;
using System.Text.RegularExpressions;
using SpanLqr.Lqr;
using Xunit;

namespace SpanLqr.Native.Tests;

/// <summary>The samples of samples/native, compiled or run as their first lines say.</summary>
public sealed class SampleTests
{
    private static readonly string Samples = Path.Combine(NativeLibrary.Root, "samples", "native");

    [NativeFact]
    public void The_C_sample_prints_the_gain_of_its_cart()
    {
        string output = Output(NativeLibrary.Compile("gcc", "c11", Path.Combine(Samples, "cart.c")));
        Assert.Equal(Expected(), Gain(output));
        Assert.Contains("1.0 s:", output, StringComparison.Ordinal);
    }

    [NativeFact]
    public void The_Cpp_sample_tracks_the_measurements()
    {
        string output = Output(NativeLibrary.Compile("g++", "c++17", Path.Combine(Samples, "filter.cpp")));
        Match last = Regex.Matches(output, @"measured  0.52: position  (0\.\d+), speed  (0\.\d+)")[^1];
        Assert.InRange(double.Parse(last.Groups[1].Value), 0.2, 0.6);
    }

    [NativeFact]
    public void The_Python_sample_prints_the_same_gain()
    {
        Assert.True(NativeLibrary.IsThere("python3"), "no python3 on this machine");
        Outcome outcome = NativeLibrary.Run("python3", Path.Combine(Samples, "cart.py"), Path.Combine(NativeLibrary.Folder, "libspanlqr.so"));
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal(Expected(), Gain(outcome.Output));
    }

    private static string Output(string program)
    {
        Outcome outcome = NativeLibrary.Run(program);
        File.Delete(program);
        return outcome.ExitCode == 0 ? outcome.Output : throw new InvalidOperationException(outcome.Output + outcome.Error);
    }

    private static string Gain(string output) => Regex.Match(output, @"K = \[([^\]]*)\]").Groups[1].Value;

    private static string Expected()
    {
        double[,] k = LqrSolver.Solve(new LqrProblem
        {
            A = new[,] { { 1, 0.1 }, { 0, 1 } },
            B = new[,] { { 0.005 }, { 0.1 } },
            Q = new[,] { { 1, 0 }, { 0, 0.1 } },
            R = new[,] { { 0.01 } },
        }).Gain;
        return FormattableString.Invariant($"{k[0, 0]:g6} {k[0, 1]:g6}");
    }
}
