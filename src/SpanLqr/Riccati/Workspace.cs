using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Riccati;

/// <summary>Hands out consecutive pieces of the caller's memory; the border has checked that it is long enough.</summary>
internal ref struct Workspace(Span<double> memory)
{
    private Span<double> _rest = memory;

    /// <summary>The next <paramref name="length"/> entries.</summary>
    public ref double Take(int length)
    {
        ref double start = ref MemoryMarshal.GetReference(_rest);
        _rest = _rest[length..];
        return ref start;
    }

    /// <summary>Room for <paramref name="count"/> row exchanges.</summary>
    public ref int TakePivots(int count) => ref Unsafe.As<double, int>(ref Take(PivotLength(count)));

    /// <summary>The entries that <see cref="TakePivots"/> uses.</summary>
    public static int PivotLength(int count) => (count + 1) / 2;

    /// <summary>What is left.</summary>
    public readonly Span<double> Rest => _rest;
}
