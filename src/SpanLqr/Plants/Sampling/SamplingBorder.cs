using System;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>What the public border of sampling checks beyond <see cref="Border"/>.</summary>
internal static class SamplingBorder
{
    /// <summary>Every span fits the shape, and the numbers make sense.</summary>
    public static void Check<TShape>(
        TShape shape, in LqrModel model, ReadOnlySpan<double> noise, double step, SamplingOptions options, in SampledSpans destination)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        ModelBorder.Check(shape, model);
        Border.Length(noise, n, n);
        if (!(step > 0) || !double.IsFinite(step))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "The step must be a positive number.");
        }

        if (!(options.DiscountRate >= 0) || !double.IsFinite(options.DiscountRate))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.DiscountRate, "The rate of discount must be a number >= 0.");
        }

        Border.Length(destination.A, n, n);
        Border.Length(destination.B, n, m);
        Border.Length(destination.Q, n, n);
        Border.Length(destination.S, n, m);
        Border.Length(destination.R, m, m);
        Border.Length(destination.W, n, n);
        ModelBorder.Optional(destination.WeightFactor, n + m, n + m);
        ModelBorder.Optional(destination.NoiseFactor, n, n);
    }

    /// <summary>No output, nor the workspace, shares memory with an input or another output.</summary>
    public static void Apart(in LqrModel model, ReadOnlySpan<double> noise, in SampledSpans destination, ReadOnlySpan<double> workspace)
    {
        Written(destination.A, model, noise, destination, 0);
        Written(destination.B, model, noise, destination, 1);
        Written(destination.Q, model, noise, destination, 2);
        Written(destination.S, model, noise, destination, 3);
        Written(destination.R, model, noise, destination, 4);
        Written(destination.W, model, noise, destination, 5);
        Written(destination.WeightFactor, model, noise, destination, 6);
        Written(destination.NoiseFactor, model, noise, destination, 7);
        Written(workspace, model, noise, destination, 8);
    }

    /// <summary>A written span is apart from the inputs and from the outputs before it.</summary>
    private static void Written(
        ReadOnlySpan<double> written,
        in LqrModel model,
        ReadOnlySpan<double> noise,
        in SampledSpans destination,
        int before,
        [CallerArgumentExpression(nameof(written))] string name = "")
    {
        ModelBorder.Apart(written, model, name);
        Border.Apart(written, noise, name);
        for (int i = 0; i < before; i++)
        {
            Border.Apart(written, Output(destination, i), name, "another output");
        }
    }

    private static ReadOnlySpan<double> Output(in SampledSpans destination, int i) => i switch
    {
        0 => destination.A,
        1 => destination.B,
        2 => destination.Q,
        3 => destination.S,
        4 => destination.R,
        5 => destination.W,
        6 => destination.WeightFactor,
        _ => destination.NoiseFactor,
    };
}
