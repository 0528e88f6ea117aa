namespace SpanLqr.Plants;

/// <summary>Outputs Ex that are to be held at a reference r.</summary>
public sealed record PlantTracking
{
    /// <summary>E, q×n, q ≤ m.</summary>
    public required double[,] Outputs { get; init; }

    /// <summary>r, q entries, or null for zero.</summary>
    public double[]? Reference { get; init; }

    /// <summary>Q_i, q×q, positive definite: integral action ξ⁺ = ξ + h(Ex − r) (h = 1 in discrete time); null for none.</summary>
    public double[,]? IntegralWeight { get; init; }
}
