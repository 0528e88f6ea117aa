using System;
using SpanLqr.Compare.Data;
using SpanLqr.Shapes;
using static System.Runtime.InteropServices.MemoryMarshal;

namespace SpanLqr.Compare.Ours;

/// <summary>A·B, A·B' and A'PA of n×n matrices.</summary>
internal static class ProductLoops<TShape>
    where TShape : struct, ILqrShape
{
    public static double Multiply(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> a = data.A, b = data.A2;
        Span<double> d = data.Output[..a.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.MultiplyAA(default(TShape), a, b, d);
        }

        return Clock.SecondsSince(start);
    }

    public static double MultiplyRaw(ProblemData data, long iterations)
    {
        ref double a = ref GetReference(data.A), b = ref GetReference(data.A2), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            default(TShape).MultiplyAA(ref a, ref b, ref d);
        }

        return Clock.SecondsSince(start);
    }

    public static double MultiplyTransposed(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> a = data.A, b = data.A2;
        Span<double> d = data.Output[..a.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.MultiplyAAt(default(TShape), a, b, d);
        }

        return Clock.SecondsSince(start);
    }

    public static double MultiplyTransposedRaw(ProblemData data, long iterations)
    {
        ref double a = ref GetReference(data.A), b = ref GetReference(data.A2), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            default(TShape).MultiplyAAt(ref a, ref b, ref d);
        }

        return Clock.SecondsSince(start);
    }

    public static double MultiplySuited(ProblemData data, long iterations)
    {
        (Span<double> a, Span<double> b) = Transposed(data);
        Span<double> d = data.Output[..a.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.MultiplyAtA(default(TShape), a, b, d);
        }

        return Clock.SecondsSince(start);
    }

    public static double MultiplySuitedRaw(ProblemData data, long iterations)
    {
        (Span<double> left, Span<double> right) = Transposed(data);
        ref double a = ref GetReference(left), b = ref GetReference(right), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            default(TShape).MultiplyAtA(ref a, ref b, ref d);
        }

        return Clock.SecondsSince(start);
    }

    /// <summary>A' and Â', so that (A')'·Â' is A·Â'.</summary>
    private static TransposedPair Transposed(ProblemData data)
    {
        int length = data.A.Length;
        Span<double> a = data.Workspace[..length], b = data.Workspace.Slice(length, length);
        Kernels.TransposeA(default(TShape), data.A, a);
        Kernels.TransposeA(default(TShape), data.A2, b);
        return new TransposedPair(a, b);
    }

    private readonly ref struct TransposedPair(Span<double> a, Span<double> b)
    {
        private readonly Span<double> _a = a;
        private readonly Span<double> _b = b;

        public void Deconstruct(out Span<double> a, out Span<double> b)
        {
            a = _a;
            b = _b;
        }
    }

    public static double Congruence(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> a = data.A, p = data.P;
        Span<double> workspace = data.Workspace[..a.Length], d = data.Output[..a.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.CongruenceA(default(TShape), a, p, workspace, d);
        }

        return Clock.SecondsSince(start);
    }

    public static double CongruenceRaw(ProblemData data, long iterations)
    {
        ref double a = ref GetReference(data.A), p = ref GetReference(data.P);
        ref double workspace = ref GetReference(data.Workspace), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            default(TShape).CongruenceA(ref a, ref p, ref workspace, ref d);
        }

        return Clock.SecondsSince(start);
    }
}
