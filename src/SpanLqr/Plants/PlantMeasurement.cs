namespace SpanLqr.Plants;

/// <summary>What is measured of a plant: y = Cx + v, v ~ N(0, V) at every sample, E[w_t v_t'] = N.</summary>
public sealed record PlantMeasurement
{
    /// <summary>C, p×n.</summary>
    public required double[,] C { get; init; }

    /// <summary>V, p×p, symmetric, semidefinite: the covariance of one sample, in continuous time too.</summary>
    public required double[,] V { get; init; }

    /// <summary>N, n×p, or null for independent noises. Discrete time without a delay only.</summary>
    public double[,]? N { get; init; }

    /// <summary>Whether the input may use the measurement of its own step.</summary>
    public Estimator Estimator { get; init; }
}
