using System;

namespace SpanLqr.Riccati;

/// <summary>
/// What a filter must know, as the caller's spans, dense and row-major: x⁺ = Ax + w, y = Cx + v with white noises
/// w ~ (0, W), v ~ (0, V) and E[wv'] = S. Known inputs shift the mean only and do not appear.
/// </summary>
public readonly ref struct KalmanModel
{
    /// <summary>Collects the spans; their lengths are checked where they are used.</summary>
    /// <param name="a">A, n×n.</param>
    /// <param name="c">C, m×n for m outputs.</param>
    /// <param name="processNoise">W, n×n, symmetric.</param>
    /// <param name="measurementNoise">V, m×m, symmetric.</param>
    /// <param name="crossNoise">S, n×m, or empty for independent noises.</param>
    public KalmanModel(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> c,
        ReadOnlySpan<double> processNoise,
        ReadOnlySpan<double> measurementNoise,
        ReadOnlySpan<double> crossNoise = default)
    {
        A = a;
        C = c;
        ProcessNoise = processNoise;
        MeasurementNoise = measurementNoise;
        CrossNoise = crossNoise;
    }

    /// <summary>A, n×n.</summary>
    public ReadOnlySpan<double> A { get; }

    /// <summary>C, m×n.</summary>
    public ReadOnlySpan<double> C { get; }

    /// <summary>W, n×n.</summary>
    public ReadOnlySpan<double> ProcessNoise { get; }

    /// <summary>V, m×m.</summary>
    public ReadOnlySpan<double> MeasurementNoise { get; }

    /// <summary>S, n×m; empty where the noises are independent.</summary>
    public ReadOnlySpan<double> CrossNoise { get; }
}
