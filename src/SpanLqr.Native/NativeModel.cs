using System.Runtime.InteropServices;

namespace SpanLqr.Native;

/// <summary><c>spanlqr_model</c>: the matrices of a regulator, dense and row-major, in the caller's memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeModel
{
    /// <summary>sizeof(spanlqr_model) as the caller compiled it.</summary>
    public uint StructSize;

    /// <summary>n.</summary>
    public int States;

    /// <summary>m.</summary>
    public int Inputs;

    /// <summary>Which matrices have one for each step, a sum of <see cref="Varying"/> bits; 0 outside a recursion.</summary>
    public uint VaryingBits;

    /// <summary>A, n×n.</summary>
    public double* A;

    /// <summary>B, n×m.</summary>
    public double* B;

    /// <summary>Q, n×n, symmetric.</summary>
    public double* Q;

    /// <summary>R, m×m, symmetric.</summary>
    public double* R;

    /// <summary>S, n×m, or null for none.</summary>
    public double* S;
}
