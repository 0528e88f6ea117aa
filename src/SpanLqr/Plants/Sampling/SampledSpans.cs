using System;

namespace SpanLqr.Plants;

/// <summary>Where <see cref="Sampling"/> writes: row-major matrices of the caller, none of which may overlap another or an input.</summary>
/// <remarks>Of Q, S, R all or none are given, and so of the factors: what is empty is not computed.</remarks>
public readonly ref struct SampledSpans
{
    /// <summary>Φ = e^{Ah}, n×n.</summary>
    public required Span<double> A { get; init; }

    /// <summary>Γ = ∫₀ʰ e^{As}ds·B, n×m.</summary>
    public required Span<double> B { get; init; }

    /// <summary>Q_d, n×n, exactly symmetric.</summary>
    public required Span<double> Q { get; init; }

    /// <summary>S_d, n×m; not zero even where S is.</summary>
    public required Span<double> S { get; init; }

    /// <summary>R_d, m×m, exactly symmetric; not hR.</summary>
    public required Span<double> R { get; init; }

    /// <summary>W_d = ∫₀ʰ e^{As}W(e^{As})'ds, n×n, exactly symmetric.</summary>
    public required Span<double> W { get; init; }

    /// <summary>
    /// G upper triangular with G'G = [[Q_d, S_d], [S_d', R_d]], (n+m)×(n+m), or empty. Directions in which the weight is below the last
    /// bit of its norm are right only here.
    /// </summary>
    public Span<double> WeightFactor { get; init; }

    /// <summary>Y upper triangular with Y'Y = W_d, n×n, or empty.</summary>
    public Span<double> NoiseFactor { get; init; }
}
