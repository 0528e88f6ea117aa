using System;
using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>
/// One linear-quadratic problem in arrays: x⁺ = Ax + Bu + w, w ~ N(0, W), stage cost x'Qx + 2x'Su + u'Ru,
/// average cost over an infinite horizon.
/// </summary>
/// <remarks>
/// The allocating counterpart of <see cref="Riccati.LqrModel"/>, for problems whose size is known at run time. Weights and covariances are
/// symmetric to 1e-9 of their largest entry, and their symmetric parts count; anything else is an <see cref="ArgumentException"/> that
/// names the matrix and the pair of entries.
/// </remarks>
public sealed record LqrProblem
{
    /// <summary>A, n×n.</summary>
    public required double[,] A { get; init; }

    /// <summary>B, n×m.</summary>
    public required double[,] B { get; init; }

    /// <summary>Q, n×n, symmetric.</summary>
    public required double[,] Q { get; init; }

    /// <summary>R, m×m, symmetric.</summary>
    public required double[,] R { get; init; }

    /// <summary>S, n×m, or null for no cross weight.</summary>
    public double[,]? S { get; init; }

    /// <summary>W, n×n, symmetric, ⪰ 0: the noise covariance, or null for the identity.</summary>
    public double[,]? W { get; init; }

    /// <summary>Accepts any symmetric Q and R, R singular or zero included.</summary>
    public bool Indefinite { get; init; }

    /// <summary>n, the number of states.</summary>
    public int StateDim => A.GetLength(0);

    /// <summary>m, the number of inputs.</summary>
    public int InputDim => B.GetLength(1);

    /// <summary>The matrices as spans.</summary>
    internal LqrModel AsModel() => new(Arrays.Flat(A), Arrays.Flat(B), Arrays.Flat(Q), Arrays.Flat(R), S is null ? [] : Arrays.Flat(S));

    /// <summary>The problem as it counts: with the symmetric parts of weights and covariance.</summary>
    /// <exception cref="ArgumentException">A size does not fit; Q, R or W is not symmetric; W is not positive semidefinite.</exception>
    internal LqrProblem Checked()
    {
        Arrays.CheckSquare(A, nameof(A));
        Arrays.CheckInput(B, StateDim, nameof(B));
        double[,] q = Arrays.Weight(Q, StateDim, nameof(Q)), r = Arrays.Weight(R, InputDim, nameof(R));
        if (S is not null)
        {
            Arrays.Check(S, StateDim, InputDim, nameof(S));
        }

        return this with { Q = q, R = r, W = Arrays.OptionalCovariance(W, StateDim, nameof(W)) };
    }
}
