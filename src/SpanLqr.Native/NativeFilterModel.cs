using System.Runtime.InteropServices;

namespace SpanLqr.Native;

/// <summary><c>spanlqr_filter_model</c>: what a Kalman filter must know, dense and row-major, in the caller's memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFilterModel
{
    /// <summary>sizeof(spanlqr_filter_model) as the caller compiled it.</summary>
    public uint StructSize;

    /// <summary>n.</summary>
    public int States;

    /// <summary>p.</summary>
    public int Outputs;

    /// <summary>Keeps the pointers aligned; 0.</summary>
    public uint Reserved;

    /// <summary>A, n×n.</summary>
    public double* A;

    /// <summary>C, p×n.</summary>
    public double* C;

    /// <summary>W, n×n, symmetric.</summary>
    public double* W;

    /// <summary>V, p×p, symmetric.</summary>
    public double* V;

    /// <summary>E[wv'], n×p, or null for independent noises.</summary>
    public double* N;
}
