using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// The kernel facts again in a process of their own for each narrower instruction tier, where they must hold as well and
/// every result must have the same bits as here.
/// </summary>
[Trait("Category", "KernelTiers")]
public class KernelTierRepetition(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public Task Every_kernel_fact_holds_to_the_same_bits_without_avx512() => Repeat("DOTNET_EnableAVX512");

    [Fact]
    public Task Every_kernel_fact_holds_to_the_same_bits_without_avx2() => Repeat("DOTNET_EnableAVX2");

    [Fact]
    public Task Every_kernel_fact_holds_to_the_same_bits_without_hardware_intrinsics() => Repeat("DOTNET_EnableHWIntrinsic");

    private async Task Repeat(string runtimeSwitch)
    {
        InstructionTier expected = InstructionTier.Current.Without(runtimeSwitch);
        if (expected == InstructionTier.Current)
        {
            output.WriteLine($"This machine (or this run) has nothing that {runtimeSwitch}=0 takes away; the run repeats the default tier.");
        }

        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "vstest", typeof(KernelTierRepetition).Assembly.Location, "--TestCaseFilter:Category=Kernels" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsOfThisTestRun).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment[runtimeSwitch] = "0";
        start.Environment[InstructionTier.ExpectationVariable] = expected.ToString();
        start.Environment[InstructionTier.HashVariable] = ShapesUnderTest.Hash();

        using Process child = Process.Start(start)!;
        Task<string> standardOutput = child.StandardOutput.ReadToEndAsync();
        Task<string> standardError = child.StandardError.ReadToEndAsync();
        Task finished = child.WaitForExitAsync();
        if (await Task.WhenAny(finished, Task.Delay(Patience)) != finished)
        {
            child.Kill(entireProcessTree: true);
        }

        string report = await standardOutput + await standardError;
        output.WriteLine(report);
        Assert.True(child.ExitCode == 0, report);
        Assert.Contains("Passed!", report);
    }

    /// <summary>Variables by which the test host of this run talks to its parent; a nested run must not inherit them.</summary>
    private static bool IsOfThisTestRun(string name) =>
        name.StartsWith("VSTEST_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("TESTINGPLATFORM_", StringComparison.OrdinalIgnoreCase);
}
