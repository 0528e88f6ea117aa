using System;
using System.Collections.Generic;
using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>A linear-quadratic problem over T steps: each list holds one matrix for all steps, or T matrices, one a step.</summary>
/// <remarks>Weights and covariances are symmetric to 1e-9 of their largest entry, and their symmetric parts count.</remarks>
public sealed record FiniteHorizonProblem
{
    /// <summary>T, the number of steps.</summary>
    public required int Horizon { get; init; }

    /// <summary>A_t, n×n.</summary>
    public required IReadOnlyList<double[,]> A { get; init; }

    /// <summary>B_t, n×m.</summary>
    public required IReadOnlyList<double[,]> B { get; init; }

    /// <summary>Q_t, n×n, symmetric.</summary>
    public required IReadOnlyList<double[,]> Q { get; init; }

    /// <summary>R_t, m×m, symmetric.</summary>
    public required IReadOnlyList<double[,]> R { get; init; }

    /// <summary>S_t, n×m, or null for no cross weight.</summary>
    public IReadOnlyList<double[,]>? S { get; init; }

    /// <summary>Q_T, n×n, symmetric: the weight of the last state; null takes the (last) Q.</summary>
    public double[,]? Qf { get; init; }

    /// <summary>W, n×n, symmetric, ⪰ 0: the noise covariance, or null for the identity.</summary>
    public double[,]? W { get; init; }

    /// <summary>Accepts any symmetric Q and R as long as each R + B'PB is positive definite.</summary>
    public bool Indefinite { get; init; }

    /// <summary>n, the number of states.</summary>
    public int StateDim => A[0].GetLength(0);

    /// <summary>m, the number of inputs.</summary>
    public int InputDim => B[0].GetLength(1);

    /// <summary>Q_T as it will be used.</summary>
    internal double[,] TerminalCost => Qf ?? Q[^1];

    /// <summary>The problem as it counts: with the symmetric parts of weights and covariance.</summary>
    /// <exception cref="ArgumentException">A list or matrix does not fit; a weight or W is not symmetric; W is not positive semidefinite.</exception>
    internal FiniteHorizonProblem Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Horizon, 1);
        CheckCount(A, nameof(A));
        CheckCount(B, nameof(B));
        Arrays.CheckSquare(A[0], "A[0]");
        Arrays.CheckInput(B[0], StateDim, "B[0]");
        CheckAll(A, StateDim, StateDim, nameof(A));
        CheckAll(B, StateDim, InputDim, nameof(B));
        IReadOnlyList<double[,]> q = CheckWeights(Q, StateDim, nameof(Q)), r = CheckWeights(R, InputDim, nameof(R));
        if (S is not null)
        {
            CheckAll(S, StateDim, InputDim, nameof(S));
        }

        return this with
        {
            Q = q,
            R = r,
            Qf = Arrays.OptionalWeight(Qf, StateDim, nameof(Qf)),
            W = Arrays.OptionalCovariance(W, StateDim, nameof(W)),
        };
    }

    /// <summary>The matrices of each list in a row.</summary>
    internal LqrModel AsModel() => new(Stack(A), Stack(B), Stack(Q), Stack(R), S is null ? [] : Stack(S));

    /// <summary>The matrices in a row.</summary>
    internal static double[] Stack(IReadOnlyList<double[,]> matrices)
    {
        int length = matrices[0].Length;
        double[] stacked = new double[SpanLength.Of((long)matrices.Count * length, nameof(matrices))];
        for (int t = 0; t < matrices.Count; t++)
        {
            Arrays.Flat(matrices[t]).CopyTo(stacked.AsSpan(t * length));
        }

        return stacked;
    }

    private void CheckAll(IReadOnlyList<double[,]> matrices, int rows, int columns, string name)
    {
        CheckCount(matrices, name);
        for (int t = 0; t < matrices.Count; t++)
        {
            Arrays.Check(matrices[t], rows, columns, $"{name}[{t}]");
        }
    }

    private IReadOnlyList<double[,]> CheckWeights(IReadOnlyList<double[,]> weights, int order, string name)
    {
        CheckCount(weights, name);
        double[][,] parts = new double[weights.Count][,];
        for (int t = 0; t < parts.Length; t++)
        {
            parts[t] = Arrays.Weight(weights[t], order, $"{name}[{t}]");
        }

        return parts;
    }

    private void CheckCount(IReadOnlyList<double[,]> matrices, string name)
    {
        ArgumentNullException.ThrowIfNull(matrices, name);
        if (matrices.Count != 1 && matrices.Count != Horizon)
        {
            throw new ArgumentException($"{name} has {matrices.Count} matrices, expected 1 or {Horizon}, one a step.", name);
        }
    }
}
