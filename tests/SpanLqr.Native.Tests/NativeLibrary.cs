using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace SpanLqr.Native.Tests;

/// <summary>The published library and the C compiler that its tests need.</summary>
internal static class NativeLibrary
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Where <c>dotnet publish -c Release -r linux-x64 src/SpanLqr.Native</c> puts the library.</summary>
    public static string Folder { get; } =
        Path.Combine(Root, "artifacts", "publish", "SpanLqr.Native", $"release_{RuntimeInformation.RuntimeIdentifier}");

    /// <summary>Why the tests cannot run, or null.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() ? "The tests of the native library run on Linux."
        : !File.Exists(Path.Combine(Folder, "libspanlqr.so"))
            ? $"No native library: dotnet publish -c Release -r {RuntimeInformation.RuntimeIdentifier} src/SpanLqr.Native"
        : !IsThere("gcc") ? "No gcc on this machine."
        : null;

    /// <summary>Whether a program is on the path.</summary>
    public static bool IsThere(string program)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':'))
        {
            if (File.Exists(Path.Combine(folder, program)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Compiles one source file against the header and the library; every warning is an error.</summary>
    public static string Compile(string compiler, string standard, string source)
    {
        string program = Path.Combine(Path.GetTempPath(), $"spanlqr-{Path.GetFileName(source)}-{Guid.NewGuid():N}");
        Outcome outcome = Run(
            compiler,
            $"-std={standard}",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-I",
            Path.Combine(Root, "src", "SpanLqr.Native", "include"),
            source,
            "-o",
            program,
            "-L",
            Folder,
            "-lspanlqr",
            $"-Wl,-rpath,{Folder}",
            "-lm",
            "-lpthread");
        return outcome.ExitCode == 0 ? program : throw new InvalidOperationException($"{compiler} {source}: {outcome.Output}{outcome.Error}");
    }

    /// <summary>Runs a program to its end, within two minutes.</summary>
    public static Outcome Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill();
            throw new TimeoutException($"{program} did not end within two minutes.");
        }

        return new Outcome(process.ExitCode, output, error.Result);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SpanLqr.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No SpanLqr.sln in any directory above {AppContext.BaseDirectory}.");
    }
}
