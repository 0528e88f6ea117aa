using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Compare.Report;

/// <summary>What the reader has to know to repeat the figures.</summary>
internal static class Machine
{
    public static IEnumerable<string> Lines(IEnumerable<string> peers)
    {
        yield return $"date: {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC";
        yield return $"processor: {Cpu("model name")}, family {Cpu("cpu family")}, model {Cpu("model")}";
        yield return $"system: {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {OnlineProcessors()} processors, this process on {Affinity()}";
        yield return $"runtime: {RuntimeInformation.FrameworkDescription}, {Widths()}";
        yield return $"settings: {Settings()}";
        foreach (string peer in peers)
        {
            yield return $"peer: {peer}";
        }
    }

    /// <summary>Whether the scheduler may move this process: then the figures are worth less.</summary>
    public static bool IsPinned => OperatingSystem.IsLinux() && BitOperations.PopCount(Mask()) == 1;

    private static string Affinity() => OperatingSystem.IsLinux() ? $"{BitOperations.PopCount(Mask())} of them" : "any of them";

    private static ulong Mask()
    {
        using Process process = Process.GetCurrentProcess();
        return OperatingSystem.IsLinux() || OperatingSystem.IsWindows() ? (ulong)process.ProcessorAffinity : ulong.MaxValue;
    }

    private static int OnlineProcessors() =>
        File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal)) : Environment.ProcessorCount;

    private static string Cpu(string key)
    {
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.Split(':')[0].Trim() == key)
            : null;
        return line?.Split(':', 2)[1].Trim() ?? "unknown";
    }

    private static string Widths() =>
        Vector512.IsHardwareAccelerated ? "Vector512" : Vector256.IsHardwareAccelerated ? "Vector256" : Vector128.IsHardwareAccelerated ? "Vector128" : "scalar";

    private static string Settings()
    {
        IEnumerable<string> set = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("DOTNET_T", StringComparison.Ordinal) || name.StartsWith("DOTNET_Enable", StringComparison.Ordinal)
                || name.StartsWith("DOTNET_Preferred", StringComparison.Ordinal) || name.EndsWith("_NUM_THREADS", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}");
        return string.Join(" ", ["TieredPGO off (project file)", .. set]);
    }
}
