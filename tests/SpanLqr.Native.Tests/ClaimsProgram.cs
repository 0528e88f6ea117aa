using System;
using System.IO;

namespace SpanLqr.Native.Tests;

/// <summary>The program C/claims.c, compiled once for a class of tests.</summary>
public sealed class ClaimsProgram : IDisposable
{
    /// <summary>Compiles it, where that can be done.</summary>
    public ClaimsProgram() =>
        Path = NativeLibrary.Missing is null ? NativeLibrary.Compile("gcc", "c11", Source) : string.Empty;

    /// <summary>The source.</summary>
    internal static string Source => System.IO.Path.Combine(NativeLibrary.Root, "tests", "SpanLqr.Native.Tests", "C", "claims.c");

    /// <summary>The program.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
