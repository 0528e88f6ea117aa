using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using Xunit;

namespace SpanLqr.Native.Tests;

public sealed class NativeLibraryTests(ClaimsProgram program) : IClassFixture<ClaimsProgram>
{
    private static readonly string Header = File.ReadAllText(Path.Combine(NativeLibrary.Root, "src", "SpanLqr.Native", "include", "spanlqr.h"));

    [NativeFact]
    public void Every_claim_of_the_C_program_holds()
    {
        Outcome outcome = NativeLibrary.Run(program.Path);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
    }

    [NativeFact]
    public void Valgrind_finds_no_error_in_the_C_program()
    {
        Assert.True(NativeLibrary.IsThere("valgrind"), "no valgrind on this machine");
        Outcome outcome = NativeLibrary.Run(
            "valgrind",
            "--quiet",
            "--error-exitcode=9",
            "--undef-value-errors=no",
            "--errors-for-leak-kinds=none",
            program.Path);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
    }

    [NativeTheory]
    [InlineData("dare")]
    [InlineData("dare_again")]
    [InlineData("dare_workspace")]
    [InlineData("recursion")]
    [InlineData("recursion_workspace")]
    [InlineData("kalman")]
    [InlineData("kalman_workspace")]
    [InlineData("kalman_update")]
    [InlineData("advance")]
    [InlineData("control")]
    [InlineData("control_1x1")]
    [InlineData("mean_field_control")]
    [InlineData("version")]
    [InlineData("last_error")]
    [InlineData("refusal")]
    public void Any_function_may_be_the_first_call_of_a_process(string function)
    {
        Outcome outcome = NativeLibrary.Run(program.Path, "first", function);
        Assert.True(outcome.ExitCode == 0, $"{function} ended with {outcome.ExitCode}: {outcome.Output}{outcome.Error}");
    }

    [NativeTheory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(8, 4)]
    [InlineData(12, 6)]
    [InlineData(10, 3)]
    [InlineData(20, 7)]
    public void Results_are_the_bits_of_the_managed_library(int n, int m)
    {
        Outcome outcome = NativeLibrary.Run(program.Path, "bits", $"{n}", $"{m}");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        LqrSolution solution = LqrSolver.Solve(Chain(n, m));
        Assert.True(solution.IsOk, $"{solution.Status}");
        string[] expected = [.. solution.CostToGo.Cast<double>().Concat(solution.Gain.Cast<double>())
            .Select(entry => BitConverter.DoubleToUInt64Bits(entry).ToString("x16"))];
        Assert.Equal(expected, outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [NativeFact]
    public void The_header_compiles_as_Cpp()
    {
        string source = Path.Combine(Path.GetTempPath(), $"spanlqr-{Guid.NewGuid():N}.cpp");
        File.WriteAllText(source, "#include \"spanlqr.h\"\nint main() { return spanlqr_version() == SPANLQR_VERSION ? 0 : 1; }\n");
        string compiled = NativeLibrary.Compile("g++", "c++17", source);
        Outcome outcome = NativeLibrary.Run(compiled);
        File.Delete(source);
        File.Delete(compiled);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public void The_header_names_every_status()
    {
        string[] expected = [.. Enum.GetValues<SolveStatus>().Select(status => $"{CName(status)} = {(int)status},")];
        string[] found = [.. Regex.Matches(Header, @"SPANLQR_[A-Z_]+ = \d+,").Select(match => match.Value)];
        Assert.Equal(expected, found[..expected.Length]);
    }

    [Fact]
    public void The_header_has_the_version_of_the_library()
    {
        Version version = typeof(LqrSolver).Assembly.GetName().Version!;
        Assert.Contains($"#define SPANLQR_VERSION {(version.Major << 16) | (version.Minor << 8) | version.Build}u", Header, StringComparison.Ordinal);
    }

    private static string CName(SolveStatus status) => "SPANLQR_" + Regex.Replace($"{status}", "(?<!^)([A-Z])", "_$1").ToUpperInvariant();

    /// <summary>The chain of claims.c.</summary>
    private static LqrProblem Chain(int n, int m)
    {
        double[,] a = new double[n, n], b = new double[n, m], q = new double[n, n], r = new double[m, m];
        for (int i = 0; i < n; i++)
        {
            a[i, i] = 1.0 - (0.01 * i);
            q[i, i] = 1.0 + i;
            b[i, i % m] = 1.0 / (1 + i);
            if (i + 1 < n)
            {
                a[i, i + 1] = 0.125;
            }
        }

        for (int j = 0; j < m; j++)
        {
            r[j, j] = 0.5 + j;
        }

        return new LqrProblem { A = a, B = b, Q = q, R = r };
    }
}
