using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Native.Exports;

/// <summary>What the library is, and what its codes mean.</summary>
internal static unsafe class VersionExports
{
    [UnmanagedCallersOnly(EntryPoint = "spanlqr_version")]
    public static uint Version() => Number();

    [UnmanagedCallersOnly(EntryPoint = "spanlqr_last_error")]
    public static long Message(byte* buffer, long length) => Copy(buffer, length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Number()
    {
        Version version = typeof(VersionExports).Assembly.GetName().Version ?? new Version();
        return ((uint)version.Major << 16) | ((uint)version.Minor << 8) | (uint)version.Build;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Copy(byte* buffer, long length)
    {
        bool isUsable = buffer is not null && length > 0;
        return LastError.Copy(isUsable ? new Span<byte>(buffer, (int)Math.Min(length, int.MaxValue)) : []);
    }
}
