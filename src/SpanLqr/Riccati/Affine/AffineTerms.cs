using System;

namespace SpanLqr.Riccati;

/// <summary>
/// What makes a regulator affine: x⁺ = Ax + Bu + d, stage cost x'Qx + 2x'Su + u'Ru + 2q'x + 2r'u. The drift d may be a known
/// disturbance; q and r come from references, see <see cref="Tracking"/>.
/// </summary>
/// <remarks>Each span may be empty, for zeros. For a finite horizon T each holds one vector, or T vectors in a row.</remarks>
public readonly ref struct AffineTerms
{
    /// <summary>Collects the spans; their lengths are checked where they are used.</summary>
    /// <param name="drift">d, n entries.</param>
    /// <param name="stateWeight">q, n entries.</param>
    /// <param name="inputWeight">r, m entries.</param>
    public AffineTerms(ReadOnlySpan<double> drift, ReadOnlySpan<double> stateWeight = default, ReadOnlySpan<double> inputWeight = default)
    {
        Drift = drift;
        StateWeight = stateWeight;
        InputWeight = inputWeight;
    }

    /// <summary>d, n.</summary>
    public ReadOnlySpan<double> Drift { get; }

    /// <summary>q, n.</summary>
    public ReadOnlySpan<double> StateWeight { get; }

    /// <summary>r, m.</summary>
    public ReadOnlySpan<double> InputWeight { get; }
}
