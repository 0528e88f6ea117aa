using System.Collections.Generic;

namespace SpanLqr.Plants;

/// <summary>The answer over a horizon: u_t = −K_t s_t + F_t r − κ_t.</summary>
public sealed record PlantHorizonSolution
{
    /// <summary>Whether the rest can be used, or what failed.</summary>
    public required PlantStatus Status { get; init; }

    /// <summary>What a refusal rests on.</summary>
    public required PlantEvidence Evidence { get; init; }

    /// <summary>Whether <see cref="Status"/> is <see cref="PlantStatus.Ok"/>.</summary>
    public bool IsOk => Status == PlantStatus.Ok;

    /// <summary>K_0 … K_{T−1}, m×s.</summary>
    public IReadOnlyList<double[,]> Gains { get; init; } = [];

    /// <summary>P_0 … P_T, s×s.</summary>
    public IReadOnlyList<double[,]> CostsToGo { get; init; } = [];

    /// <summary>κ_t, m entries each; empty without a drift.</summary>
    public IReadOnlyList<double[]> Offsets { get; init; } = [];

    /// <summary>F_t, m×q each; empty without tracked outputs.</summary>
    public IReadOnlyList<double[,]> Feedforwards { get; init; } = [];

    /// <summary>k, the inputs that s remembers.</summary>
    public int Memory { get; init; }

    /// <summary>Of tracked outputs, n entries; else null.</summary>
    public double[]? SteadyState { get; init; }

    /// <summary>The input that holds it there, m entries.</summary>
    public double[]? SteadyInput { get; init; }

    /// <summary>The expected (discounted) sum from x_0 = 0, past inputs and ξ zero.</summary>
    public double Cost { get; init; } = double.NaN;
}
