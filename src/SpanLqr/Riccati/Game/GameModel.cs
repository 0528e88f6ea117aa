using System;

namespace SpanLqr.Riccati;

/// <summary>
/// The data of one zero-sum linear-quadratic game as the caller's spans, dense and row-major:
/// x⁺ = Ax + Bu + Dv, stage payoff x'Qx + u'Ru − γ²v'v, which u makes small and the adversary v makes large.
/// </summary>
/// <remarks>
/// Q and R are symmetric (both triangles are read). For a finite horizon T each span holds one matrix, or T matrices in a row.
/// </remarks>
public readonly ref struct GameModel
{
    /// <summary>Collects the spans; their lengths are checked where they are used.</summary>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="d">D, n×p.</param>
    /// <param name="adversaryDim">p, the number of the adversary's inputs, at least 1.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <param name="r">R, m×m, symmetric.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="adversaryDim"/> is less than 1.</exception>
    public GameModel(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        ReadOnlySpan<double> d,
        int adversaryDim,
        ReadOnlySpan<double> q,
        ReadOnlySpan<double> r)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(adversaryDim, 1);
        A = a;
        B = b;
        D = d;
        AdversaryDim = adversaryDim;
        Q = q;
        R = r;
    }

    /// <summary>A, n×n.</summary>
    public ReadOnlySpan<double> A { get; }

    /// <summary>B, n×m.</summary>
    public ReadOnlySpan<double> B { get; }

    /// <summary>D, n×p.</summary>
    public ReadOnlySpan<double> D { get; }

    /// <summary>p, the number of the adversary's inputs.</summary>
    public int AdversaryDim { get; }

    /// <summary>Q, n×n.</summary>
    public ReadOnlySpan<double> Q { get; }

    /// <summary>R, m×m.</summary>
    public ReadOnlySpan<double> R { get; }
}
