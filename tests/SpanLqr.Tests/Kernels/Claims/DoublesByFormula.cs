using System;
using SpanLqr.Shapes;
using Matrix = SpanLqr.Reference.Matrix;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>H⁺ = H + A'H(I + GH)⁻¹A, G⁺ = G + A(I + GH)⁻¹GA', A⁺ = A(I + GH)⁻¹A, by the reference's own solver.</summary>
internal sealed class DoublesByFormula : IDoublingClaim
{
    // Relative to the largest entry of a result; the condition of I + GH is at most a few thousand here.
    private const double Tolerance = 1e-11;

    public void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim;
        (double[,] a, double[,] g, double[,] h) = DoublingCall.Operands(n, 17);
        double[,] w = Matrix.add(Matrix.identity(n), Matrix.multiply(g, h));
        double[,] v = Matrix.solve(w, a), y = Matrix.solve(w, g);
        double[,] step = Matrix.multiply(Matrix.transpose(a), Matrix.multiply(h, v));
        double[,] nextG = Matrix.add(g, Matrix.multiply(Matrix.multiply(a, y), Matrix.transpose(a)));
        var call = new DoublingCall(a, g, h);
        if (!call.Run(shape))
        {
            report.Judge(shape, "doubling", "gave up on a well-conditioned step");
            return;
        }

        report.Judge(shape, "Δ", Difference(call.Step, step));
        report.Judge(shape, "H", Difference(call.H, Matrix.add(h, step)));
        report.Judge(shape, "G", Difference(call.G, nextG));
        report.Judge(shape, "A⁺", Difference(call.Next, Matrix.multiply(a, v)));
    }

    private static string? Difference(double[] ours, double[,] expected)
    {
        double[] reference = DoublingCall.Flat(expected);
        double largest = Matrix.maxAbs(expected);
        for (int i = 0; i < ours.Length; i++)
        {
            if (!(Math.Abs(ours[i] - reference[i]) <= Tolerance * largest))
            {
                return $"entry {i} is {ours[i]:R}, expected {reference[i]:R}";
            }
        }

        return null;
    }
}
