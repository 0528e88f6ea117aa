using System;
using System.Collections.Generic;

namespace SpanLqr.Learning.Teams;

/// <summary>All agents of a team in one simulator: what one step makes of them, and the cost that they share.</summary>
/// <remarks>
/// Joint states and inputs have the agents one after the other, population by population, relative to the point that is to be held. Agents of
/// one population must be exchangeable. Behind it may stand our simulation or one of the user's own, linear or not. Every answer must
/// depend on its arguments only, or results cannot be repeated.
/// </remarks>
public interface IMultiAgentPlant
{
    /// <summary>The populations, in the order of joint states.</summary>
    IReadOnlyList<AgentPopulation> Populations { get; }

    /// <summary>The joint state after a reset, Σ N·d entries.</summary>
    /// <param name="key">The name of the randomness: the same state for the same name.</param>
    /// <param name="states">Receives x.</param>
    void Reset(ulong key, Span<double> states);

    /// <summary>One step of all agents.</summary>
    /// <param name="states">x, Σ N·d entries.</param>
    /// <param name="inputs">u, Σ N·k entries.</param>
    /// <param name="key">The name of this step's noise: the same step for the same name.</param>
    /// <param name="next">Receives x⁺.</param>
    /// <returns>False where the team cannot go on from there; the state is then worthless.</returns>
    bool Step(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs, ulong key, Span<double> next);

    /// <summary>c(x, u), the cost that all agents share. Must be known for any x and u: the costs of auxiliary systems are differences of such.</summary>
    /// <param name="states">x.</param>
    /// <param name="inputs">u.</param>
    double Cost(ReadOnlySpan<double> states, ReadOnlySpan<double> inputs);
}
