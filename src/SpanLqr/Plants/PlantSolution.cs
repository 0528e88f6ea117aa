using System.Numerics;

namespace SpanLqr.Plants;

/// <summary>
/// The answer to a <see cref="PlantProblem"/>: u_t = −Ks_t − Ge_t + Fr − κ, s = (x, u_{t−1}, …, u_{t−k}, ξ), k the delay in steps rounded
/// up, at least one with a weight of the rate; with measurements the estimate x̂⁻ stands for x, e = y − Cx̂⁻ and
/// x̂⁻⁺ = Ax̂⁻ + Bu + c + L_p e with the sampled matrices and the input(s) that act.
/// </summary>
public sealed record PlantSolution
{
    /// <summary>Whether the rest can be used, or what failed.</summary>
    public required PlantStatus Status { get; init; }

    /// <summary>What a refusal rests on.</summary>
    public required PlantEvidence Evidence { get; init; }

    /// <summary>Whether <see cref="Status"/> is <see cref="PlantStatus.Ok"/>.</summary>
    public bool IsOk => Status == PlantStatus.Ok;

    /// <summary>K, m×s.</summary>
    public double[,] Gain { get; init; } = new double[0, 0];

    /// <summary>P, s×s: the cost to go from s, that of the inputs under way included; with integrated weights in units of cost.</summary>
    public double[,] CostToGo { get; init; } = new double[0, 0];

    /// <summary>k, the inputs that s remembers.</summary>
    public int Memory { get; init; }

    /// <summary>The plant at its sampling instants; null in discrete time.</summary>
    public SampledPlant? Sampled { get; init; }

    /// <summary>Of the loop, those zeros left out that the delay alone makes; by modulus.</summary>
    public Complex[] Eigenvalues { get; init; } = [];

    /// <summary>ρ of the loop; 1 or more is possible with a discount only.</summary>
    public double SpectralRadius { get; init; } = double.NaN;

    /// <summary>The matrix of the loop that has these eigenvalues.</summary>
    public double[,] Loop { get; init; } = new double[0, 0];

    /// <summary>The filter's gains and covariances; null where the state is known.</summary>
    public PlantFilter? Filter { get; init; }

    /// <summary>κ, m entries; null without a drift.</summary>
    public double[]? Offset { get; init; }

    /// <summary>F, m×q; null without tracked outputs.</summary>
    public double[,]? Feedforward { get; init; }

    /// <summary>The policy alone, for a <see cref="PlantController"/> or a simulation.</summary>
    public PlantPolicy Policy => new()
    {
        Gain = Gain,
        InnovationGain = Filter?.InnovationGain,
        PredictorGain = Filter?.PredictorGain,
        Feedforward = Feedforward,
        Offset = Offset,
    };

    /// <summary>The state that the loop settles at, n entries; null where there is nothing to settle at but zero.</summary>
    public double[]? SteadyState { get; init; }

    /// <summary>The input that holds it there, m entries.</summary>
    public double[]? SteadyInput { get; init; }

    /// <summary>
    /// The expected cost from x_0 = 0, past inputs and ξ zero: per unit of time for integrated weights, else per step; with a discount the
    /// normalised sum, which becomes the average at β = 1. With tracked outputs that of the deviations from the steady state.
    /// </summary>
    public double Cost { get; init; } = double.NaN;

    /// <summary>‖DARE(P) − P‖_F/(1 + ‖P‖_F) of the Riccati equation that was solved.</summary>
    public double Residual { get; init; } = double.NaN;

    /// <summary>An upper estimate of the relative error of its solution.</summary>
    public double ErrorEstimate { get; init; } = double.NaN;
}
