namespace SpanLqr.Plants;

/// <summary>The policy of one step of a plant, whoever found it: u = −Ks − Ge + Fr − κ.</summary>
public sealed record PlantPolicy
{
    /// <summary>K, m×s.</summary>
    public required double[,] Gain { get; init; }

    /// <summary>G, m×p; needed with measurements.</summary>
    public double[,]? InnovationGain { get; init; }

    /// <summary>L_p, n×p; needed with measurements.</summary>
    public double[,]? PredictorGain { get; init; }

    /// <summary>F, m×q, or null for none.</summary>
    public double[,]? Feedforward { get; init; }

    /// <summary>κ, m entries, or null for none.</summary>
    public double[]? Offset { get; init; }
}
