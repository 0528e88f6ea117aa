using System;
using System.Runtime.CompilerServices;
using SpanLqr.Compare.Data;
using SpanLqr.Shapes;
using static System.Runtime.InteropServices.MemoryMarshal;

namespace SpanLqr.Compare.Ours;

/// <summary>The Cholesky factor of P, and the solve with n right sides. A failed factorisation is a negative time.</summary>
internal sealed class CholeskyLoops<TShape>(TShape shape)
    where TShape : struct, ILqrShape
{
    public double Factor(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> p = data.P;
        Span<double> l = data.Output[..p.Length];
        bool factored = true;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            factored &= Kernels.CholeskyFactorA(shape, p, l);
        }

        return factored ? Clock.SecondsSince(start) : -1;
    }

    public double FactorRaw(ProblemData data, long iterations)
    {
        ref double p = ref GetReference(data.P), l = ref GetReference(data.Output);
        bool factored = true;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            factored &= shape.CholeskyFactorA(ref p, ref l);
        }

        return factored ? Clock.SecondsSince(start) : -1;
    }

    public double FactorInTurn(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> p = data.P;
        Span<double> l = data.Output[..p.Length];
        int length = p.Length, next = 0;
        bool factored = true;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            ReadOnlySpan<double> input = CreateReadOnlySpan(ref Unsafe.Add(ref GetReference(p), next), length);
            factored &= Kernels.CholeskyFactorA(shape, input, l);
            next = WaitFor(l[length - 1]);
        }

        return factored ? Clock.SecondsSince(start) : -1;
    }

    public double FactorInTurnRaw(ProblemData data, long iterations)
    {
        ref double p = ref GetReference(data.P), l = ref GetReference(data.Output);
        int last = data.P.Length - 1, next = 0;
        bool factored = true;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            factored &= shape.CholeskyFactorA(ref Unsafe.Add(ref p, next), ref l);
            next = WaitFor(Unsafe.Add(ref l, last));
        }

        return factored ? Clock.SecondsSince(start) : -1;
    }

    public double Solve(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> right = data.A2;
        Span<double> factor = data.Workspace[..right.Length], d = data.Output[..right.Length];
        bool factored = Kernels.CholeskyFactorA(shape, data.P, factor);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.CholeskySolveAA(shape, factor, right, d);
        }

        return factored ? Clock.SecondsSince(start) : -1;
    }

    public double SolveRaw(ProblemData data, long iterations)
    {
        ref double right = ref GetReference(data.A2), factor = ref GetReference(data.Workspace), d = ref GetReference(data.Output);
        bool factored = shape.CholeskyFactorA(ref GetReference(data.P), ref factor);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            shape.CholeskySolveAA(ref factor, ref right, ref d);
        }

        return factored ? Clock.SecondsSince(start) : -1;
    }

    // 0 for the diagonal of a factor, but only known once the entry is: the next call's address waits for it, without a
    // branch to predict and without a store to forward. The peers do the same (loop.h).
    private static int WaitFor(double value) => (int)(BitConverter.DoubleToUInt64Bits(value) >> 63);
}
