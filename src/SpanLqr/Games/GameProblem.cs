using System.Collections.Generic;

namespace SpanLqr.Games;

/// <summary>
/// A linear-quadratic mean-field game of several populations on a directed weighted network of costs, long-run average cost.
/// </summary>
/// <remarks>
/// Well posed where, for each l, R_l ≻ 0, all weights ⪰ 0, (A_l, B_l) is stabilisable and (A_l, Q_l + Σ_k C^{lk}) detectable; whether
/// there is an equilibrium as well is what <see cref="GameSolver"/> finds out.
/// Source: multi-population LQ mean-field games, section 2.
/// </remarks>
public sealed record GameProblem
{
    /// <summary>The populations, at least one, in the order in which mean fields are stacked.</summary>
    public required IReadOnlyList<GamePopulation> Populations { get; init; }

    /// <summary>The links between different populations, each ordered pair at most once.</summary>
    public IReadOnlyList<GameCoupling> Couplings { get; init; } = [];

    /// <summary>m, the number of states of every agent.</summary>
    public int StateDim => Populations[0].StateDim;
}
