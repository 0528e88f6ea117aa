using System.Runtime.InteropServices;

namespace SpanLqr.Native;

/// <summary><c>spanlqr_result</c>: what a solve did. Fields that a call does not know are NaN or −1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    /// <summary>sizeof(spanlqr_result) as the caller compiled it.</summary>
    public uint StructSize;

    /// <summary>What the call returned.</summary>
    public int Status;

    /// <summary>Steps of doubling or of Newton's method; −1 where none were counted.</summary>
    public int Iterations;

    /// <summary>The stage of a recursion that failed; −1 otherwise.</summary>
    public int FailedStage;

    /// <summary>‖DARE(P) − P‖_F/(1 + ‖P‖_F).</summary>
    public double Residual;

    /// <summary>ρ of the closed loop, or of the filter's error.</summary>
    public double SpectralRadius;

    /// <summary>The estimated relative error of P, where it was asked for.</summary>
    public double ErrorEstimate;

    /// <summary>Nothing is known yet.</summary>
    public static NativeResult Unknown(uint structSize) => new()
    {
        StructSize = structSize,
        Iterations = -1,
        FailedStage = -1,
        Residual = double.NaN,
        SpectralRadius = double.NaN,
        ErrorEstimate = double.NaN,
    };
}
