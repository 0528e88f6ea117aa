using System.Collections.Generic;

namespace SpanLqr.Lqr;

/// <summary>A linear-quadratic problem over T steps: each list holds one matrix for all steps, or T matrices, one a step.</summary>
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

    /// <summary>Q_T, n×n, the weight of the last state; null takes the (last) Q.</summary>
    public double[,]? Qf { get; init; }

    /// <summary>W, n×n, the noise covariance, or null for the identity.</summary>
    public double[,]? W { get; init; }

    /// <summary>Accepts any symmetric Q and R as long as each R + B'PB is positive definite.</summary>
    public bool Indefinite { get; init; }
}
