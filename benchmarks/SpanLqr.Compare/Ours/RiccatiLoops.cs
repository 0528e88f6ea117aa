using System;
using System.Runtime.CompilerServices;
using SpanLqr.Compare.Data;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using static System.Runtime.InteropServices.MemoryMarshal;

namespace SpanLqr.Compare.Ours;

/// <summary>The recursion from P_T = Q (gains, then P_0), and the DARE (P, then K). A failure is a negative time.</summary>
internal sealed class RiccatiLoops<TShape>(TShape shape)
    where TShape : struct, ILqrShape
{
    public double Recursion(ProblemData data, long iterations)
    {
        var model = new LqrModel(data.A, data.B, data.Q, data.R);
        int gainsLength = data.Horizon * data.K.Length;
        Span<double> gains = data.Output[..gainsLength], cost = data.Output[gainsLength..], workspace = data.Workspace;
        bool solved = true;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            solved &= RiccatiRecursion.Solve(shape, data.Horizon, model, data.Q, gains, cost, workspace).IsOk;
        }

        return solved ? Clock.SecondsSince(start) : -1;
    }

    public double RecursionRaw(ProblemData data, long iterations)
    {
        ref double a = ref GetReference(data.A), b = ref GetReference(data.B), q = ref GetReference(data.Q), r = ref GetReference(data.R);
        int horizon = data.Horizon, gainLength = data.K.Length;
        ref double gains = ref GetReference(data.Output), p = ref Unsafe.Add(ref gains, horizon * gainLength);
        ref double workspace = ref GetReference(data.Workspace);
        ReadOnlySpan<double> terminal = data.Q;
        Span<double> cost = data.Output[(horizon * gainLength)..];
        bool solved = true;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            terminal.CopyTo(cost);
            for (int t = horizon - 1; t >= 0; t--)
            {
                ref double gain = ref Unsafe.Add(ref gains, t * gainLength);
                solved &= shape.RiccatiStep(
                    ref a, ref b, ref q, ref r, ref Unsafe.NullRef<double>(), false, ref p, ref gain, ref p, ref workspace);
            }
        }

        return solved ? Clock.SecondsSince(start) : -1;
    }

    public double Dare(ProblemData data, long iterations) => Dare(data, iterations, new DareOptions { Unchecked = true });

    public double DareChecked(ProblemData data, long iterations) => Dare(data, iterations, DareOptions.Default);

    private double Dare(ProblemData data, long iterations, DareOptions options)
    {
        var model = new LqrModel(data.A, data.B, data.Q, data.R);
        int square = data.A.Length;
        Span<double> p = data.Output[..square], gain = data.Output.Slice(square, data.K.Length), workspace = data.Workspace;
        bool solved = true;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            solved &= Riccati.Dare.Solve(shape, model, options, p, gain, workspace).IsOk;
        }

        return solved ? Clock.SecondsSince(start) : -1;
    }
}
