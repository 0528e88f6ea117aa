using System;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What the public border of the filter checks beyond <see cref="Border"/>: the spans of its model.</summary>
internal static class KalmanBorder
{
    /// <summary>The matrices fit the shape.</summary>
    public static void Check<TShape>(TShape shape, in KalmanModel model)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Border.Length(model.A, n, n);
        Border.Length(model.C, m, n);
        Border.Length(model.ProcessNoise, n, n);
        Border.Length(model.MeasurementNoise, m, m);
        ModelBorder.Optional(model.CrossNoise, n, m);
    }

    /// <summary>What is written shares no memory with a matrix of the model.</summary>
    public static void Apart(ReadOnlySpan<double> written, in KalmanModel model, [CallerArgumentExpression(nameof(written))] string name = "")
    {
        Border.Apart(written, model.A, name);
        Border.Apart(written, model.C, name);
        Border.Apart(written, model.ProcessNoise, name);
        Border.Apart(written, model.MeasurementNoise, name);
        Border.Apart(written, model.CrossNoise, name);
    }
}
