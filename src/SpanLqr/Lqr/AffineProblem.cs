using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>
/// A regulator that tracks constants under a constant drift: x⁺ = Ax + Bu + d + w, stage cost that of the regulator for
/// (x − x̂, u − û).
/// </summary>
/// <remarks>The allocating counterpart of <see cref="AffineTerms"/> and <see cref="Tracking"/>.</remarks>
public sealed record AffineProblem
{
    /// <summary>A, B, Q, R, S and W.</summary>
    public required LqrProblem Regulator { get; init; }

    /// <summary>d, n entries, or null for none.</summary>
    public double[]? Drift { get; init; }

    /// <summary>x̂, n entries, or null for the origin.</summary>
    public double[]? StateReference { get; init; }

    /// <summary>û, m entries, or null for the origin.</summary>
    public double[]? InputReference { get; init; }

    /// <summary>The problem as it counts: with the symmetric parts of weights and covariance.</summary>
    /// <exception cref="System.ArgumentException">The regulator is malformed, or the size of a vector does not fit.</exception>
    internal AffineProblem Checked()
    {
        System.ArgumentNullException.ThrowIfNull(Regulator);
        LqrProblem regulator = Regulator.Checked();
        Arrays.Check(Drift, Regulator.StateDim, nameof(Drift));
        Arrays.Check(StateReference, Regulator.StateDim, nameof(StateReference));
        Arrays.Check(InputReference, Regulator.InputDim, nameof(InputReference));
        return this with { Regulator = regulator };
    }
}
