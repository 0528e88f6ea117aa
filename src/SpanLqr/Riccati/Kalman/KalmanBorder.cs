using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What the border of the filter asks of a <see cref="KalmanModel"/>, in the words of <see cref="Guard"/>.</summary>
internal static class KalmanBorder
{
    /// <summary>The matrices of the filter.</summary>
    public static void Reads<TShape>(this ref Guard guard, TShape shape, in KalmanModel model, bool takesCovariancesAsTheyAre)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        guard.Reads(model.A, n, n);
        guard.Reads(model.C, m, n);
        if (takesCovariancesAsTheyAre)
        {
            guard.Reads(model.ProcessNoise, n, n);
            guard.Reads(model.MeasurementNoise, m, m);
        }
        else
        {
            guard.ReadsSymmetric(model.ProcessNoise, n);
            guard.ReadsSymmetric(model.MeasurementNoise, m);
        }

        guard.ReadsOptional(model.CrossNoise, n, m);
    }

    /// <summary>The model with the symmetric parts of its covariances, where they are not symmetric to the last bit.</summary>
    public static KalmanModel Symmetrised<TShape>(TShape shape, in KalmanModel model, Span<double> stateRoom, Span<double> outputRoom)
        where TShape : struct, ILqrShape => new(
            model.A,
            model.C,
            Symmetric.Part(model.ProcessNoise, shape.StateDim, stateRoom),
            Symmetric.Part(model.MeasurementNoise, shape.InputDim, outputRoom),
            model.CrossNoise);
}
