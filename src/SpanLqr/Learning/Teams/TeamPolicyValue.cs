using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Teams;

namespace SpanLqr.Learning.Teams;

/// <summary>What a policy of a team is worth, exactly; needs the model, which a learner does not have.</summary>
public static class TeamPolicyValue
{
    /// <summary>The value of u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l for any gains, in the form of a solution.</summary>
    /// <param name="team">The team.</param>
    /// <param name="gains">K_l of the populations in their order, then K̄.</param>
    /// <returns>P_K for P; Unstable where a closed loop is. The residuals are NaN: such a policy solves no Riccati equation.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, or a gain is missing or of another size.</exception>
    public static TeamSolution Evaluate(TeamProblem team, IReadOnlyList<double[,]> gains)
    {
        ArgumentNullException.ThrowIfNull(gains);
        IReadOnlyList<TeamSystem> systems = TeamSystem.Of(team);
        DecomposedTeam parts = TeamDecomposition.Of(team);
        if (gains.Count != systems.Count)
        {
            throw new ArgumentException($"There are {gains.Count} gains, expected {systems.Count}.", nameof(gains));
        }

        AuxiliarySolution[] values = systems
            .Select((system, l) => system.Evaluate(system.IsMeanField ? parts.MeanField : parts.Deviations[l], gains[l]))
            .ToArray();
        return TeamSolution.Of(values[..^1], values[^1], double.PositiveInfinity);
    }
}
