using System;
using System.Runtime.CompilerServices;
using SpanLqr.Compare.Data;
using SpanLqr.Shapes;
using static System.Runtime.InteropServices.MemoryMarshal;

namespace SpanLqr.Compare.Ours;

/// <summary>u = −Kx − κ, the first input fed back into the first state.</summary>
internal static class ControlLoops<TShape>
    where TShape : struct, ILqrShape
{
    public static double Step(ProblemData data, long iterations)
    {
        ReadOnlySpan<double> k = data.K, offset = data.Offset;
        Span<double> x = State(data), u = data.Output[..offset.Length];
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            Kernels.FeedbackOffset(default(TShape), k, x, offset, u);
            x[0] = u[0];
        }

        return Clock.SecondsSince(start);
    }

    public static double StepRaw(ProblemData data, long iterations)
    {
        ref double k = ref GetReference(data.K), offset = ref GetReference(data.Offset);
        ref double x = ref GetReference(State(data)), u = ref GetReference(data.Output);
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            default(TShape).FeedbackOffset(ref k, ref x, ref offset, ref u);
            x = u;
        }

        return Clock.SecondsSince(start);
    }

    // A copy, since the loop overwrites it.
    private static Span<double> State(ProblemData data)
    {
        Span<double> x = data.Workspace[..data.X.Length];
        data.X.CopyTo(x);
        return x;
    }
}
