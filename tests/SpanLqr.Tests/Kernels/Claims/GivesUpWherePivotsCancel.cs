using System;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// With G = I and H = −(1 − 10⁻⁶)·11'/n the last pivot of I + GH is about n·10⁻⁶ of what it was: rows must be exchanged.
/// </summary>
internal sealed class GivesUpWherePivotsCancel : IDoublingClaim
{
    public void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        if (n == 1)
        {
            // One pivot, never touched by elimination, cannot cancel.
            return;
        }

        double[,] a = new double[n, n], g = new double[n, n], h = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            (a[i, i], g[i, i]) = (1, 1);
            for (int j = 0; j < n; j++)
            {
                h[i, j] = -(1 - 1e-6) / n;
            }
        }

        var call = new DoublingCall(a, g, h);
        bool done = call.Run(shape);
        report.Judge(
            shape,
            "doubling",
            done ? "went on" : call.H.AsSpan().SequenceEqual(DoublingCall.Flat(h)) ? null : "changed H");
    }
}
