using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using Xunit;

namespace SpanLqr.Packages.Tests;

/// <summary>Runs commands as a user would, in a folder of their own.</summary>
internal static class Shell
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Runs a command to its end, within five minutes.</summary>
    public static Outcome Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A user's build inherits nothing from the build that runs this test.
        foreach (string name in new[] { "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly" })
        {
            start.Environment.Remove(name);
        }

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within five minutes: {output}");
        }

        process.WaitForExit();
        lock (output)
        {
            return new Outcome(process.ExitCode, output.ToString());
        }
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static string Succeed(string folder, string program, params string[] arguments)
    {
        Outcome outcome = Run(folder, program, arguments);
        Assert.True(outcome.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {outcome.ExitCode}: {outcome.Output}");
        return outcome.Output;
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
