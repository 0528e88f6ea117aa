using System;

namespace SpanLqr.Riccati;

/// <summary>
/// The data of one linear-quadratic problem as the caller's spans, dense and row-major:
/// x⁺ = Ax + Bu, stage cost x'Qx + 2x'Su + u'Ru.
/// </summary>
/// <remarks>
/// Q and R are symmetric (both triangles are read). For a finite horizon T each span holds one matrix, or T matrices in a row.
/// </remarks>
public readonly ref struct LqrModel
{
    /// <summary>Collects the spans; their lengths are checked where they are used.</summary>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <param name="r">R, m×m, symmetric.</param>
    /// <param name="s">S, n×m, or empty for no cross weight.</param>
    public LqrModel(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> q, ReadOnlySpan<double> r, ReadOnlySpan<double> s = default)
    {
        A = a;
        B = b;
        Q = q;
        R = r;
        S = s;
    }

    /// <summary>A, n×n.</summary>
    public ReadOnlySpan<double> A { get; }

    /// <summary>B, n×m.</summary>
    public ReadOnlySpan<double> B { get; }

    /// <summary>Q, n×n.</summary>
    public ReadOnlySpan<double> Q { get; }

    /// <summary>R, m×m.</summary>
    public ReadOnlySpan<double> R { get; }

    /// <summary>S, n×m; empty where there is no cross weight.</summary>
    public ReadOnlySpan<double> S { get; }

    /// <summary>The same spans, for what takes either precision.</summary>
    /// <param name="model">The model.</param>
    public static implicit operator LqrModel<double>(scoped in LqrModel model) => new(model.A, model.B, model.Q, model.R, model.S);
}
