using System;
using System.Collections.Generic;

namespace SpanLqr.Robust;

/// <summary>
/// Control of a population against the worst that an adversary can do, as a zero-sum mean-field type game:
/// x⁺ = A_tx + Ā_tx̄ + B_tu + B̄_tū + D_tv + D̄_tv̄ + ω + ω̄, bars for means over the population.
/// </summary>
/// <remarks>
/// <para>Payoff: Σ_{t&lt;T} [‖x − x̄‖²_{Q_t} + ‖x̄‖²_{Q̄_t} + ‖u − ū‖²_R + ‖ū‖²_R̄ − γ²(‖v − v̄‖² + ‖v̄‖²)] and the weights of t = T at the end;
/// u makes it small, the adversary v large. Each list holds one matrix for all steps, or one a step.</para>
/// <para>n states, m inputs, p inputs of the adversary. Source: robust mean-field type games, section 2.</para>
/// </remarks>
public sealed record RobustProblem
{
    /// <summary>T, the number of steps, at least 1; null for the stationary game of infinitely many, whose matrices may not vary.</summary>
    public required int? Horizon { get; init; }

    /// <summary>A_t, n×n.</summary>
    public required IReadOnlyList<double[,]> A { get; init; }

    /// <summary>Ā_t, n×n, or null for 0.</summary>
    public IReadOnlyList<double[,]>? Abar { get; init; }

    /// <summary>B_t, n×m.</summary>
    public required IReadOnlyList<double[,]> B { get; init; }

    /// <summary>B̄_t, n×m, or null for 0.</summary>
    public IReadOnlyList<double[,]>? Bbar { get; init; }

    /// <summary>D_t, n×p, or null for the identity: p = n.</summary>
    public IReadOnlyList<double[,]>? D { get; init; }

    /// <summary>D̄_t, n×p, or null for 0.</summary>
    public IReadOnlyList<double[,]>? Dbar { get; init; }

    /// <summary>R_t, m×m, symmetric, ≻ 0, or null for the identity.</summary>
    public IReadOnlyList<double[,]>? R { get; init; }

    /// <summary>R̄_t, m×m, symmetric, ≻ 0, or null for R.</summary>
    public IReadOnlyList<double[,]>? Rbar { get; init; }

    /// <summary>Q_t, n×n, symmetric, ⪰ 0 unless <see cref="Indefinite"/>: one for all times, or T + 1 of them, the last one for t = T.</summary>
    public required IReadOnlyList<double[,]> Q { get; init; }

    /// <summary>Q̄_t, n×n, symmetric, ⪰ 0 unless <see cref="Indefinite"/>: one for all times, or T + 1 of them.</summary>
    public required IReadOnlyList<double[,]> Qbar { get; init; }

    /// <summary>Q_T where Q is one matrix; null takes that matrix.</summary>
    public double[,]? Qf { get; init; }

    /// <summary>Q̄_T where Q̄ is one matrix; null takes that matrix.</summary>
    public double[,]? Qbarf { get; init; }

    /// <summary>Σ, n×n, ⪰ 0: the covariance of each agent's own noise ω.</summary>
    public required double[,] Sigma { get; init; }

    /// <summary>Σ̄, n×n, ⪰ 0: the covariance of the noise ω̄ that is common to all.</summary>
    public required double[,] SigmaBar { get; init; }

    /// <summary>Σ0, n×n: the covariance of each agent's own part of x_0, or null for Σ.</summary>
    public double[,]? Sigma0 { get; init; }

    /// <summary>Σ̄0, n×n: the covariance of the common part of x_0, or null for Σ̄.</summary>
    public double[,]? Sigma0Bar { get; init; }

    /// <summary>
    /// Accepts any symmetric weights of the states, and a stationary M that is not semidefinite: the answer is the saddle point of every stage,
    /// R + B'MB ≻ 0 and γ²I − D'MD ≻ 0, and of the stationary game the stabilising one. Whether u alone stabilises is then not proven.
    /// </summary>
    public bool Indefinite { get; init; }

    /// <summary>N, the number of agents where the population is in truth finite; null where only the limit counts.</summary>
    public int? Agents { get; init; }

    /// <summary>n.</summary>
    public int StateDim => A[0].GetLength(0);

    /// <summary>m.</summary>
    public int InputDim => B[0].GetLength(1);

    /// <summary>p.</summary>
    public int AdversaryDim => D is null ? StateDim : D[0].GetLength(1);
}
