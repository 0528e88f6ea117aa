using System.Collections.Generic;
using System.Linq;

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

    /// <summary>κ_t, m entries each; empty without a drift and without references.</summary>
    public IReadOnlyList<double[]> Offsets { get; init; } = [];

    /// <summary>F_t, m×q each; empty without tracked outputs, and with references, whose part is in κ_t.</summary>
    public IReadOnlyList<double[,]> Feedforwards { get; init; } = [];

    /// <summary>The policies alone, one a step, for a <see cref="PlantController"/> or a simulation.</summary>
    public IReadOnlyList<PlantPolicy> Policies =>
    [
        .. Gains.Select((gain, t) => new PlantPolicy
        {
            Gain = gain,
            Feedforward = Feedforwards.Count == 0 ? null : Feedforwards[t],
            Offset = Offsets.Count == 0 ? null : Offsets[t],
        })
    ];

    /// <summary>k, the inputs that s remembers.</summary>
    public int Memory { get; init; }

    /// <summary>Of tracked outputs, n entries; else null.</summary>
    public double[]? SteadyState { get; init; }

    /// <summary>The input that holds it there, m entries.</summary>
    public double[]? SteadyInput { get; init; }

    /// <summary>
    /// The expected (discounted) sum from the problem's initial state, past inputs and ξ zero. With references that of the distance from
    /// them, the way there included.
    /// </summary>
    public double Cost { get; init; } = double.NaN;
}
