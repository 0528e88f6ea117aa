using System.Collections.Generic;

namespace SpanLqr.Games;

/// <summary>A law of the mean fields, the policies that answer it, and what is to be known of both.</summary>
internal sealed record FoundEquilibrium(
    EquilibriumStatus Status,
    EquilibriumMethod Method,
    MeanFieldLaw? Law,
    IReadOnlyList<AffinePolicy> Policies,
    double[] Stationary,
    double SpectralRadius,
    Contraction Contraction,
    ConvergenceReport Convergence)
{
    /// <summary>Nothing but the reason.</summary>
    public static FoundEquilibrium Failed(EquilibriumStatus status, ConvergenceReport convergence = default) =>
        new(status, EquilibriumMethod.FixedPoint, null, [], [], double.NaN, new Contraction(double.NaN, double.NaN), convergence);
}
