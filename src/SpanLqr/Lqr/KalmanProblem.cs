using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>One filter in arrays: x⁺ = Ax + w, y = Cx + v, w ~ (0, W), v ~ (0, V), E[wv'] = S.</summary>
/// <remarks>The allocating counterpart of <see cref="KalmanModel"/>.</remarks>
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

    /// <summary>Throws an <see cref="System.ArgumentException"/> for the first matrix whose size does not fit.</summary>
    internal void CheckSizes()
    {
        Arrays.CheckSquare(A, nameof(A));
        System.ArgumentNullException.ThrowIfNull(C);
        Arrays.Check(C, System.Math.Max(1, C.GetLength(0)), StateDim, nameof(C));
        Arrays.Check(ProcessNoise, StateDim, StateDim, nameof(ProcessNoise));
        Arrays.Check(MeasurementNoise, OutputDim, OutputDim, nameof(MeasurementNoise));
        if (CrossNoise is not null)
        {
            Arrays.Check(CrossNoise, StateDim, OutputDim, nameof(CrossNoise));
        }
    }
}
