using System;

namespace SpanLqr.Plants;

/// <summary>
/// A regulator on an estimate as the caller's spans, dense and row-major: u = −Kx̂⁻ − Ge − κ with e = y − Cx̂⁻, then
/// x̂⁻⁺ = Ax̂⁻ + Bu + L_p e + c.
/// </summary>
/// <remarks>A reference enters by κ − Fr in place of κ.</remarks>
public readonly ref struct LqgModel
{
    /// <summary>A, n×n, of the sampled plant.</summary>
    public required ReadOnlySpan<double> A { get; init; }

    /// <summary>B, n×m.</summary>
    public required ReadOnlySpan<double> B { get; init; }

    /// <summary>C, p×n.</summary>
    public required ReadOnlySpan<double> C { get; init; }

    /// <summary>K, m×n.</summary>
    public required ReadOnlySpan<double> Gain { get; init; }

    /// <summary>L_p, n×p.</summary>
    public required ReadOnlySpan<double> PredictorGain { get; init; }

    /// <summary>G, m×p; empty for a predictor, whose input does not use the measurement of its own step.</summary>
    public ReadOnlySpan<double> InnovationGain { get; init; }

    /// <summary>κ, m entries, or empty for none.</summary>
    public ReadOnlySpan<double> Offset { get; init; }

    /// <summary>c, n entries, or empty for none.</summary>
    public ReadOnlySpan<double> Drift { get; init; }
}
