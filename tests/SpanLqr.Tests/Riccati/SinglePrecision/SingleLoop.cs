using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;
using SpanLqr.Tests.KernelFacts;

namespace SpanLqr.Tests.Riccati.SinglePrecision;

/// <summary>A filter and a regulator around a plant of 4 states, 1 input and 2 measurements, as a controller would run them.</summary>
internal sealed class SingleLoop(TextbookLoop textbook)
{
    private readonly float[] a = Narrow(textbook.A), b = Narrow(textbook.B), c = Narrow(textbook.C), filterGain = Narrow(textbook.FilterGain);
    private readonly float[] ahead = new float[4];

    public float[] Gain { get; } = Narrow(textbook.Gain);

    public float[] Offset { get; } = [(float)textbook.Offset];

    public float[] Estimate { get; } = new float[4];

    public float[] Input { get; } = new float[1];

    public float[] Innovation { get; } = new float[2];

    /// <summary>x̂ = x̂⁻ + L(y − Cx̂⁻), u = −Kx̂ − κ, then x̂⁻ = Ax̂ + Bu.</summary>
    public void Step<TRegulator, TFilter>(TRegulator regulator, TFilter filter, float[] measurement)
        where TRegulator : struct, ILqrShape<float>
        where TFilter : struct, ILqrShape<float>
    {
        Kalman.Update(filter, c, filterGain, measurement, Estimate, Innovation);
        Kernels.FeedbackOffset(regulator, Gain, Estimate, Offset, Input);
        Kernels.Advance(regulator, a, b, Estimate, Input, ahead);
        ahead.CopyTo(Estimate, 0);
    }

    private static float[] Narrow(double[,] matrix) => Array.ConvertAll(Flat.Of(matrix), static x => (float)x);
}
