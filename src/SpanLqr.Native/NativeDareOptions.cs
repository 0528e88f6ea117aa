using System.Runtime.InteropServices;
using SpanLqr.Riccati;

namespace SpanLqr.Native;

/// <summary><c>spanlqr_dare_options</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDareOptions
{
    private const uint IndefiniteBit = 1;
    private const uint UncheckedBit = 2;
    private const uint EstimateErrorBit = 4;

    /// <summary>sizeof(spanlqr_dare_options) as the caller compiled it.</summary>
    public uint StructSize;

    /// <summary>A sum of <c>SPANLQR_DARE_…</c> bits.</summary>
    public uint Flags;

    /// <summary>As <see cref="DareOptions.MaxIterations"/>.</summary>
    public int MaxIterations;

    /// <summary>Whether only known bits are set.</summary>
    public readonly bool IsKnown => (Flags & ~(IndefiniteBit | UncheckedBit | EstimateErrorBit)) == 0 && MaxIterations >= 0;

    /// <summary>The same for the solver.</summary>
    public readonly DareOptions ToOptions() => new()
    {
        Indefinite = (Flags & IndefiniteBit) != 0,
        Unchecked = (Flags & UncheckedBit) != 0,
        EstimateError = (Flags & EstimateErrorBit) != 0,
        MaxIterations = MaxIterations,
    };
}
