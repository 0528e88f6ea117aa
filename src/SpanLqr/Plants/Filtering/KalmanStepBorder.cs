using System;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>What the public border of a filter's step checks beyond <see cref="Border"/>.</summary>
internal static class KalmanStepBorder
{
    /// <summary>The spans that every form of the step takes.</summary>
    public static void Check<TShape>(
        TShape shape,
        ReadOnlySpan<double> c,
        ReadOnlySpan<double> measurement,
        ReadOnlySpan<double> estimate,
        ReadOnlySpan<double> innovation,
        ReadOnlySpan<double> workspace,
        int length)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, p = shape.InputDim;
        Border.Length(c, p, n);
        Border.Length(measurement, p);
        Border.Length(estimate, n);
        Border.Length(innovation, p);
        Border.Workspace(workspace, length);
        Border.Apart(estimate, c);
        Border.Apart(estimate, measurement);
        Border.Apart(innovation, c);
        Border.Apart(innovation, measurement);
        Border.Apart(innovation, estimate);
        Border.Apart(workspace, c);
        Border.Apart(workspace, measurement);
        Border.Apart(workspace, estimate);
        Border.Apart(workspace, innovation);
    }

    /// <summary>The noise, and the matrix of the state that is written.</summary>
    public static void Matrices(
        ReadOnlySpan<double> c,
        ReadOnlySpan<double> measurementNoise,
        int outputs,
        ReadOnlySpan<double> covariance,
        int states,
        ReadOnlySpan<double> measurement,
        ReadOnlySpan<double> estimate,
        ReadOnlySpan<double> innovation,
        ReadOnlySpan<double> workspace)
    {
        Border.Length(measurementNoise, outputs, outputs);
        Border.Length(covariance, states, states);
        Border.Apart(covariance, c);
        Border.Apart(covariance, measurementNoise);
        Border.Apart(covariance, measurement);
        Border.Apart(covariance, estimate);
        Border.Apart(covariance, innovation);
        Border.Apart(estimate, measurementNoise);
        Border.Apart(innovation, measurementNoise);
        Border.Apart(workspace, measurementNoise);
        Border.Apart(workspace, covariance);
    }
}
