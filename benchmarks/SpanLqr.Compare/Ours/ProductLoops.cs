using System;
using SpanLqr.Compare.Data;
using SpanLqr.Shapes;
using static System.Runtime.InteropServices.MemoryMarshal;

namespace SpanLqr.Compare.Ours;

/// <summary>A·B, A·B' and A'PA of n×n matrices.</summary>
internal sealed class ProductLoops<TShape>(TShape shape)
    where TShape : struct, ILqrShape
{
    public double Multiply(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> a = data.A, b = data.A2;
        Span<double> d = data.Output[..a.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.MultiplyAA(shape, a, b, d);
        }

        return Clock.SecondsSince(start);
    }

    public double MultiplyRaw(ProblemData data, long iterations)
    {
        ref double a = ref GetReference(data.A), b = ref GetReference(data.A2), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            shape.MultiplyAA(ref a, ref b, ref d);
        }

        return Clock.SecondsSince(start);
    }

    public double MultiplyTransposed(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> a = data.A, b = data.A2;
        Span<double> d = data.Output[..a.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.MultiplyAAt(shape, a, b, d);
        }

        return Clock.SecondsSince(start);
    }

    public double MultiplyTransposedRaw(ProblemData data, long iterations)
    {
        ref double a = ref GetReference(data.A), b = ref GetReference(data.A2), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            shape.MultiplyAAt(ref a, ref b, ref d);
        }

        return Clock.SecondsSince(start);
    }

    public double MultiplySuited(ProblemData data, long iterations)
    {
        (Span<double> a, Span<double> b) = Transposed(data);
        Span<double> d = data.Output[..a.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.MultiplyAtA(shape, a, b, d);
        }

        return Clock.SecondsSince(start);
    }

    public double MultiplySuitedRaw(ProblemData data, long iterations)
    {
        (Span<double> left, Span<double> right) = Transposed(data);
        ref double a = ref GetReference(left), b = ref GetReference(right), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            shape.MultiplyAtA(ref a, ref b, ref d);
        }

        return Clock.SecondsSince(start);
    }

    /// <summary>A' and Â', so that (A')'·Â' is A·Â'.</summary>
    private TransposedPair Transposed(ProblemData data)
    {
        int length = data.A.Length;
        Span<double> a = data.Workspace[..length], b = data.Workspace.Slice(length, length);
        Kernels.TransposeA(shape, data.A, a);
        Kernels.TransposeA(shape, data.A2, b);
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

    public double Congruence(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> a = data.A, p = data.P;
        Span<double> workspace = data.Workspace[..a.Length], d = data.Output[..a.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.CongruenceA(shape, a, p, workspace, d);
        }

        return Clock.SecondsSince(start);
    }

    public double CongruenceRaw(ProblemData data, long iterations)
    {
        ref double a = ref GetReference(data.A), p = ref GetReference(data.P);
        ref double workspace = ref GetReference(data.Workspace), d = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            shape.CongruenceA(ref a, ref p, ref workspace, ref d);
        }

        return Clock.SecondsSince(start);
    }
}
