using System.Collections.Generic;
using SpanLqr.Riccati;

namespace SpanLqr.Games;

/// <summary>An equilibrium of a mean-field game, or the reason for which none was found.</summary>
public sealed record GameSolution
{
    /// <summary>Whether the rest can be used.</summary>
    public required EquilibriumStatus Status { get; init; }

    /// <summary>The name of the population whose own problem is not well posed, or null.</summary>
    public string? FailedPopulation { get; init; }

    /// <summary>The hypothesis that failed for that population; Ok where none did.</summary>
    public SolveStatus Hypothesis { get; init; }

    /// <summary>What <see cref="Hypothesis"/> rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;

    /// <summary>The populations in their order; empty unless <see cref="Status"/> is Ok.</summary>
    public IReadOnlyList<PopulationEquilibrium> Populations { get; init; } = [];

    /// <summary>z̄⁺ = Fz̄ + c of all mean fields stacked; null unless <see cref="Status"/> is Ok.</summary>
    public MeanFieldLaw? MeanField { get; init; }

    /// <summary>The stationary mean field (I − F)⁻¹c.</summary>
    public double[] Stationary { get; init; } = [];

    /// <summary>ν, the mean field at time 0.</summary>
    public double[] InitialMeanField { get; init; } = [];

    /// <summary>ρ(F) &lt; 1.</summary>
    public double SpectralRadius { get; init; } = double.NaN;

    /// <summary>T1 and T2.</summary>
    public Contraction Contraction { get; init; } = new(double.NaN, double.NaN);

    /// <summary>Which way the equilibrium was found; never <see cref="EquilibriumMethod.Automatic"/>.</summary>
    public EquilibriumMethod Method { get; init; }

    /// <summary>Iterations, damping and the residual of the fixed point.</summary>
    public ConvergenceReport Convergence { get; init; }

    /// <summary>What an agent of the finite game can gain by deviating, for any sizes; null unless <see cref="Status"/> is Ok.</summary>
    public EpsilonNash? Deviation { get; init; }

    /// <summary>Whether this is the only equilibrium; where there is none, what proves it. Null where a population's own problem has no solution.</summary>
    public EquilibriumCount? Count { get; init; }

    /// <summary>Whether <see cref="Status"/> is <see cref="EquilibriumStatus.Ok"/>.</summary>
    public bool IsOk => Status == EquilibriumStatus.Ok;
}
