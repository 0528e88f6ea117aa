using System;

namespace SpanLqr.Teams;

/// <summary>The optimal policy of a team as a call: u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l.</summary>
public sealed class TeamPolicy
{
    /// <summary>Prepares the policy of a solution.</summary>
    /// <param name="solution">A solution that is Ok.</param>
    /// <exception cref="ArgumentException">The solution is not Ok.</exception>
    public TeamPolicy(TeamSolution solution) => throw new NotImplementedException();

    /// <summary>The input of one agent.</summary>
    /// <param name="population">l, counted from 0.</param>
    /// <param name="state">x^i, d_l entries.</param>
    /// <param name="meanField">x̄, all populations' means stacked.</param>
    /// <param name="input">Receives u^i, k_l entries.</param>
    /// <exception cref="ArgumentException">A length is wrong, or the input overlaps what is read.</exception>
    public void Act(int population, ReadOnlySpan<double> state, ReadOnlySpan<double> meanField, Span<double> input) => throw new NotImplementedException();

    /// <summary>The inputs of many agents of one population.</summary>
    /// <param name="population">l, counted from 0.</param>
    /// <param name="states">One row of d_l entries an agent.</param>
    /// <param name="meanField">x̄, all populations' means stacked.</param>
    /// <param name="inputs">Receives one row of k_l entries an agent.</param>
    /// <exception cref="ArgumentException">A length is wrong, or the inputs overlap what is read.</exception>
    public void ActAll(int population, ReadOnlySpan<double> states, ReadOnlySpan<double> meanField, Span<double> inputs) => throw new NotImplementedException();
}
