namespace SpanLqr.Plants;

/// <summary>What <see cref="Sampling"/> is to compute.</summary>
public readonly record struct SamplingOptions
{
    /// <summary>Weights that are positive semidefinite, no discount.</summary>
    public static SamplingOptions Default => default;

    /// <summary>ρ = −ln β, the rate at which cost is discounted, e^{−ρt}; 0 for none.</summary>
    public double DiscountRate { get; init; }

    /// <summary>Accepts weights that are not positive semidefinite; they are then integrated as they are, without a factor.</summary>
    public bool Indefinite { get; init; }
}
