using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>What the public border of <see cref="Lqg"/> checks beyond <see cref="Border"/>.</summary>
internal static class LqgBorder
{
    /// <summary>The matrices fit the shapes.</summary>
    public static void Check<TPlant, TSensor>(TPlant plant, TSensor sensor, in LqgModel model)
        where TPlant : struct, ILqrShape
        where TSensor : struct, ILqrShape
    {
        int n = plant.StateDim, m = plant.InputDim, p = sensor.InputDim;
        if (sensor.StateDim != n)
        {
            ThrowShapes(n, sensor.StateDim);
        }

        Border.Length(model.A, n, n);
        Border.Length(model.B, n, m);
        Border.Length(model.C, p, n);
        Border.Length(model.Gain, m, n);
        Border.Length(model.PredictorGain, n, p);
        ModelBorder.Optional(model.InnovationGain, m, p);
        ModelBorder.Optional(model.Offset, m, 1);
        ModelBorder.Optional(model.Drift, n, 1);
    }

    /// <summary>The vectors of the first half of a step.</summary>
    public static void Act<TPlant, TSensor>(
        TPlant plant,
        TSensor sensor,
        in LqgModel model,
        ReadOnlySpan<double> measurement,
        ReadOnlySpan<double> estimate,
        ReadOnlySpan<double> innovation,
        ReadOnlySpan<double> input)
        where TPlant : struct, ILqrShape
        where TSensor : struct, ILqrShape
    {
        Border.Length(measurement, sensor.InputDim);
        Border.Length(estimate, plant.StateDim);
        Border.Length(innovation, sensor.InputDim);
        Border.Length(input, plant.InputDim);
        Apart(innovation, model);
        Apart(input, model);
        Border.Apart(innovation, measurement);
        Border.Apart(innovation, estimate);
        Border.Apart(input, measurement);
        Border.Apart(input, estimate);
        Border.Apart(input, innovation);
    }

    /// <summary>The vectors of the second half of a step.</summary>
    public static void Advance<TPlant, TSensor>(
        TPlant plant,
        TSensor sensor,
        in LqgModel model,
        ReadOnlySpan<double> innovation,
        ReadOnlySpan<double> input,
        ReadOnlySpan<double> estimate,
        ReadOnlySpan<double> workspace)
        where TPlant : struct, ILqrShape
        where TSensor : struct, ILqrShape
    {
        Border.Length(innovation, sensor.InputDim);
        Border.Length(input, plant.InputDim);
        Border.Length(estimate, plant.StateDim);
        Border.Workspace(workspace, plant.StateDim);
        Apart(estimate, model);
        Apart(workspace, model);
        Border.Apart(estimate, innovation);
        Border.Apart(estimate, input);
        Border.Apart(workspace, innovation);
        Border.Apart(workspace, input);
        Border.Apart(workspace, estimate);
    }

    private static void Apart(ReadOnlySpan<double> written, in LqgModel model, [CallerArgumentExpression(nameof(written))] string name = "")
    {
        Border.Apart(written, model.A, name);
        Border.Apart(written, model.B, name);
        Border.Apart(written, model.C, name);
        Border.Apart(written, model.Gain, name);
        Border.Apart(written, model.PredictorGain, name);
        Border.Apart(written, model.InnovationGain, name);
        Border.Apart(written, model.Offset, name);
        Border.Apart(written, model.Drift, name);
    }

    [DoesNotReturn]
    private static void ThrowShapes(int plant, int sensor) =>
        throw new ArgumentException($"The plant's shape has {plant} states and the sensor's {sensor}, expected the same.", nameof(sensor));
}
