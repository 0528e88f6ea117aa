using System;

namespace SpanLqr.Riccati;

/// <summary>
/// The data of <see cref="LqrModel"/> in a precision of the caller's choice, for what runs in single precision as well.
/// </summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public readonly ref struct LqrModel<T>
{
    /// <summary>Collects the spans; their lengths are checked where they are used.</summary>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <param name="r">R, m×m, symmetric.</param>
    /// <param name="s">S, n×m, or empty for no cross weight.</param>
    public LqrModel(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> q, ReadOnlySpan<T> r, ReadOnlySpan<T> s = default)
    {
        A = a;
        B = b;
        Q = q;
        R = r;
        S = s;
    }

    /// <summary>A, n×n.</summary>
    public ReadOnlySpan<T> A { get; }

    /// <summary>B, n×m.</summary>
    public ReadOnlySpan<T> B { get; }

    /// <summary>Q, n×n.</summary>
    public ReadOnlySpan<T> Q { get; }

    /// <summary>R, m×m.</summary>
    public ReadOnlySpan<T> R { get; }

    /// <summary>S, n×m; empty where there is no cross weight.</summary>
    public ReadOnlySpan<T> S { get; }
}
