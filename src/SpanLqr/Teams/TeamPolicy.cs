using System;
using System.Linq;

namespace SpanLqr.Teams;

/// <summary>The optimal policy of a team as a call: u^i = −K_l(x^i − x̄^l) − (K̄x̄)_l. It may be shared between threads.</summary>
/// <remarks>
/// The two gains are fused once into u^i = −K_l x^i − (K̄_l − K_l E_l)·x̄, with E_l the rows of the identity that pick x̄^l, so a call forms two
/// products and no difference. The rounding error is thus relative to |K_l||x^i| + |K̄_l − K_l E_l||x̄|, not to the deviation.
/// Sums run in ascending order with fused multiply-adds: an agent's input is the same to the bit on every machine, alone or among others.
/// </remarks>
public sealed class TeamPolicy
{
    private readonly AgentLaw[] _laws;
    private readonly int _meanFieldLength;

    /// <summary>Prepares the policy of a solution. A later change of the solution's arrays does not change the policy.</summary>
    /// <param name="solution">A solution that is Ok.</param>
    /// <exception cref="ArgumentException">The solution is not Ok.</exception>
    public TeamPolicy(TeamSolution solution)
    {
        MonolithicGain.RequireOk(solution, nameof(solution));
        Stacking states = new(solution.Populations.Select(p => p.Gain.GetLength(1)).ToArray());
        Stacking inputs = new(solution.Populations.Select(p => p.Gain.GetLength(0)).ToArray());
        _meanFieldLength = states.Total;
        _laws = solution.Populations
            .Select((p, l) => AgentLaw.Fuse(p.Gain, solution.MeanField.Gain, inputs.Offset(l), states.Offset(l)))
            .ToArray();
    }

    /// <summary>The inputs of one agent, or of many agents of one population; what depends on x̄ alone is formed once.</summary>
    /// <remarks>Cost: 2·k_l·(Σd + agents·d_l) flops; allocates nothing.</remarks>
    /// <param name="population">l, counted from 0.</param>
    /// <param name="states">x^i: d_l entries, or a row of them for each agent.</param>
    /// <param name="meanField">x̄, all populations' means stacked, Σd entries.</param>
    /// <param name="inputs">Receives u^i: k_l entries, or a row of them for each agent.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such population.</exception>
    /// <exception cref="ArgumentException">
    /// The states are not a whole number of rows, at least one; the mean field or the inputs have another length; the inputs overlap the states or
    /// the mean field.
    /// </exception>
    public void Act(int population, ReadOnlySpan<double> states, ReadOnlySpan<double> meanField, Span<double> inputs)
    {
        if ((uint)population >= (uint)_laws.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(population), population, $"There are {_laws.Length} populations, counted from 0.");
        }

        ref readonly AgentLaw law = ref _laws[population];
        int agents = states.Length / law.StateDim;
        if (agents == 0 || states.Length != agents * law.StateDim)
        {
            throw new ArgumentException($"The states have {states.Length} entries, expected {law.StateDim} for each agent.", nameof(states));
        }

        if (meanField.Length != _meanFieldLength)
        {
            throw new ArgumentException($"The mean field has {meanField.Length} entries, expected {_meanFieldLength}.", nameof(meanField));
        }

        if (inputs.Length != (long)agents * law.InputDim)
        {
            throw new ArgumentException(
                $"The inputs have {inputs.Length} entries, expected {law.InputDim} for each of {agents} agents.",
                nameof(inputs));
        }

        if (inputs.Overlaps(states) || inputs.Overlaps(meanField))
        {
            throw new ArgumentException("The inputs overlap the states or the mean field, which are read while they are written.", nameof(inputs));
        }

        law.Act(states, meanField, inputs);
    }
}
