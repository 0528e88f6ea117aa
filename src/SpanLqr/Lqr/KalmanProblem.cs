using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>One filter in arrays: x⁺ = Ax + w, y = Cx + v, w ~ (0, W), v ~ (0, V), E[wv'] = S.</summary>
/// <remarks>
/// The allocating counterpart of <see cref="KalmanModel"/>. Covariances are symmetric to 1e-9 of their largest entry, and their symmetric
/// parts count.
/// </remarks>
public sealed record KalmanProblem
{
    /// <summary>A, n×n.</summary>
    public required double[,] A { get; init; }

    /// <summary>C, m×n for m outputs.</summary>
    public required double[,] C { get; init; }

    /// <summary>W, n×n, symmetric.</summary>
    public required double[,] ProcessNoise { get; init; }

    /// <summary>V, m×m, symmetric.</summary>
    public required double[,] MeasurementNoise { get; init; }

    /// <summary>S, n×m, or null for independent noises.</summary>
    public double[,]? CrossNoise { get; init; }

    /// <summary>n, the number of states.</summary>
    public int StateDim => A.GetLength(0);

    /// <summary>m, the number of outputs.</summary>
    public int OutputDim => C.GetLength(0);

    /// <summary>The matrices as spans.</summary>
    internal KalmanModel AsModel() => new(
        Arrays.Flat(A),
        Arrays.Flat(C),
        Arrays.Flat(ProcessNoise),
        Arrays.Flat(MeasurementNoise),
        CrossNoise is null ? [] : Arrays.Flat(CrossNoise));

    /// <summary>The problem as it counts: with the symmetric parts of the covariances.</summary>
    /// <exception cref="System.ArgumentException">A size does not fit, or W or V is not symmetric.</exception>
    internal KalmanProblem Checked()
    {
        Arrays.CheckSquare(A, nameof(A));
        System.ArgumentNullException.ThrowIfNull(C);
        Arrays.Check(C, System.Math.Max(1, C.GetLength(0)), StateDim, nameof(C));
        double[,] process = Arrays.Weight(ProcessNoise, StateDim, nameof(ProcessNoise));
        double[,] measurement = Arrays.Weight(MeasurementNoise, OutputDim, nameof(MeasurementNoise));
        if (CrossNoise is not null)
        {
            Arrays.Check(CrossNoise, StateDim, OutputDim, nameof(CrossNoise));
        }

        return this with { ProcessNoise = process, MeasurementNoise = measurement };
    }
}
