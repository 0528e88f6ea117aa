using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace SpanLqr.Packages.Tests;

/// <summary>A fact that compiles to native code; skipped with the reason where there is no linker.</summary>
internal sealed class AotFactAttribute : FactAttribute
{
    public AotFactAttribute() => Skip = HasLinker ? null : "NativeAOT needs gcc or clang on the path.";

    /// <summary>What this machine runs.</summary>
    public static string Rid => RuntimeInformation.RuntimeIdentifier;

    private static bool HasLinker => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "gcc")) || File.Exists(Path.Combine(folder, "clang")));
}
