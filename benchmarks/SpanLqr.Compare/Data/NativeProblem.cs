using System.Runtime.InteropServices;

namespace SpanLqr.Compare.Data;

/// <summary>The <c>Problem</c> of benchmarks/peers/peer.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeProblem
{
    public int N;
    public int M;
    public int Horizon;
    public int Reserved;
    public double* A;
    public double* A2;
    public double* B;
    public double* Q;
    public double* R;
    public double* P;
    public double* K;
    public double* X;
    public double* Offset;
    public double* S;
}
