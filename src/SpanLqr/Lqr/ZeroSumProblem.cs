using System;
using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>
/// One zero-sum game in arrays: x⁺ = Ax + Bu + Dv, stage payoff x'Qx + u'Ru − γ²v'v, which u makes small and the adversary v large.
/// </summary>
/// <remarks>
/// The allocating counterpart of <see cref="GameModel"/>. Weights are symmetric to 1e-9 of their largest entry, and their symmetric parts
/// count.
/// </remarks>
public sealed record ZeroSumProblem
{
    /// <summary>A, n×n.</summary>
    public required double[,] A { get; init; }

    /// <summary>B, n×m.</summary>
    public required double[,] B { get; init; }

    /// <summary>D, n×p.</summary>
    public required double[,] D { get; init; }

    /// <summary>Q, n×n, symmetric.</summary>
    public required double[,] Q { get; init; }

    /// <summary>R, m×m, symmetric.</summary>
    public required double[,] R { get; init; }

    /// <summary>γ, positive.</summary>
    public required double Gamma { get; init; }

    /// <summary>Accepts a stationary M that is not positive semidefinite, as an indefinite Q may give.</summary>
    public bool Indefinite { get; init; }

    /// <summary>n, the number of states.</summary>
    public int StateDim => A.GetLength(0);

    /// <summary>m, the number of the controller's inputs.</summary>
    public int InputDim => B.GetLength(1);

    /// <summary>p, the number of the adversary's inputs.</summary>
    public int AdversaryDim => D.GetLength(1);

    /// <summary>The matrices as spans.</summary>
    internal GameModel AsModel() => new(Arrays.Flat(A), Arrays.Flat(B), Arrays.Flat(D), AdversaryDim, Arrays.Flat(Q), Arrays.Flat(R));

    /// <summary>The problem as it counts: with the symmetric parts of the weights.</summary>
    /// <exception cref="ArgumentException">A size does not fit, Q or R is not symmetric, or γ is not positive.</exception>
    internal ZeroSumProblem Checked()
    {
        Arrays.CheckSquare(A, nameof(A));
        Arrays.CheckInput(B, StateDim, nameof(B));
        Arrays.CheckInput(D, StateDim, nameof(D));
        double[,] q = Arrays.Weight(Q, StateDim, nameof(Q)), r = Arrays.Weight(R, InputDim, nameof(R));
        if (!(Gamma > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Gamma), Gamma, "γ must be positive.");
        }

        return this with { Q = q, R = r };
    }
}
