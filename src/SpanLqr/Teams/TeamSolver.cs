using System;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>Solves a team exactly, at a cost that does not depend on how many agents there are.</summary>
public static class TeamSolver
{
    /// <summary>The optimal policy of a team, and what it costs: one Riccati equation for each auxiliary system.</summary>
    /// <remarks>
    /// u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l is optimal among all policies that see every agent's state; its cost is
    /// tr(P̄W̄) + Σ_l (N_l − 1)·tr(P_l W_l).
    /// The deviations of a population of one are zero whatever its gain, so its deviation system may fail without harm to the team.
    /// Cost: L solves of d_l states and one of Σ d_l, whatever the sizes of the populations.
    /// Source: Luo, Yang, Wang and Kolar, section 4.1; the count of agents in the cost is ours (the paper's Proposition 2 leaves it out).
    /// </remarks>
    /// <param name="problem">The team.</param>
    /// <returns>The solution, or a status that names the hypothesis and the system that failed.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, as in <see cref="TeamDecomposition.Of(TeamProblem)"/>.</exception>
    public static TeamSolution Solve(TeamProblem problem)
    {
        TeamMatrices matrices = TeamMatrices.Of(problem);
        DecomposedTeam team = TeamDecomposition.Of(matrices);
        AuxiliarySolution[] deviations = team.Deviations.Select((system, l) => DeviationEquation.Solve(system, team.Sizes[l])).ToArray();
        AuxiliarySolution meanField = MeanFieldEquation.Solve(matrices, team.MeanField);
        return TeamSolution.Of(deviations, meanField, double.NaN);
    }
}
