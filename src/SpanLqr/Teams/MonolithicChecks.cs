using System;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>The one pass over a <see cref="MonolithicTeam"/> at the public border.</summary>
internal static class MonolithicChecks
{
    /// <summary>Throws an <see cref="ArgumentException"/> for the argument "team" that says what is malformed.</summary>
    public static void Check(MonolithicTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (team.Agents is null || team.Agents.Count == 0)
        {
            throw new ArgumentException("A team has no agents, expected at least one.", nameof(team));
        }

        for (int i = 0; i < team.Agents.Count; i++)
        {
            if (team.Agents[i] is not { States: >= 1, Inputs: >= 1 } agent)
            {
                throw new ArgumentException($"Agent {i} is {team.Agents[i]}, expected at least one state and one input.", nameof(team));
            }

            if (agent.States > MonolithicTeam.MaxDimension || agent.Inputs > MonolithicTeam.MaxDimension)
            {
                throw new ArgumentException($"Agent {i} is {agent}, expected at most {MonolithicTeam.MaxDimension} of either.", nameof(team));
            }
        }

        int states = team.Agents.Sum(a => a.States);
        int inputs = team.Agents.Sum(a => a.Inputs);
        string agents = $"for the {team.Agents.Count} agents' {states} states and {inputs} inputs";
        MatrixChecks.RequireSize(team.A, states, states, $"A {agents}", nameof(team));
        MatrixChecks.RequireSize(team.B, states, inputs, $"B {agents}", nameof(team));
        MatrixChecks.RequireSymmetric(team.Q, states, $"Q {agents}", nameof(team));
        MatrixChecks.RequireSymmetric(team.R, inputs, $"R {agents}", nameof(team));

        // Whether W is semidefinite is asked of the populations that are found, at a cost that does not grow with the cube of n.
        MatrixChecks.RequireOptionalSymmetric(team.W, states, $"W {agents}", nameof(team));
    }
}
