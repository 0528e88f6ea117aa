using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>The public border of sampling.</summary>
internal static class SamplingBorder
{
    /// <summary>Every span fits the shape and is apart from what is written, weights and noise are symmetric, and the numbers make sense.</summary>
    public static void Check<TShape>(
        TShape shape,
        in LqrModel model,
        ReadOnlySpan<double> noise,
        double step,
        SamplingOptions options,
        in SampledSpans destination,
        ReadOnlySpan<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        if (!(step > 0) || !double.IsFinite(step))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "The step must be a positive number.");
        }

        if (!(options.DiscountRate >= 0) || !double.IsFinite(options.DiscountRate))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.DiscountRate, "The rate of discount must be a number >= 0.");
        }

        Guard guard = Guard.Of(shape);
        guard.Reads(shape, model);
        guard.ReadsSymmetric(noise, n);
        guard.Writes(destination.A, n, n);
        guard.Writes(destination.B, n, m);
        guard.Writes(destination.Q, n, n);
        guard.Writes(destination.S, n, m);
        guard.Writes(destination.R, m, m);
        guard.Writes(destination.W, n, n);
        guard.WritesOptional(destination.WeightFactor, n + m, n + m);
        guard.WritesOptional(destination.NoiseFactor, n, n);
        guard.Scratch(workspace, Sampling.WorkspaceLength(shape));
    }
}
