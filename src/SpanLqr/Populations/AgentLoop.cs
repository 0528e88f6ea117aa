using System.Collections.Generic;

namespace SpanLqr.Populations;

/// <summary>One population under its policy: the deviation of each agent from the population's mean obeys x̃⁺ = M_t x̃ + w̃.</summary>
public sealed record AgentLoop
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>N, the number of agents, at least 1. The deviation of a lone agent is zero.</summary>
    public required int Size { get; init; }

    /// <summary>M_t, d×d: one for all steps, or one a step.</summary>
    public required IReadOnlyList<double[,]> Dynamics { get; init; }

    /// <summary>W, d×d: the covariance of the noise that is each agent's own, or null for none.</summary>
    public double[,]? Noise { get; init; }

    /// <summary>Σ0, d×d: the covariance of the part of the initial state that is each agent's own, or null for none.</summary>
    public double[,]? Initial { get; init; }

    /// <summary>d, the number of states of one agent.</summary>
    public int StateDim => Dynamics[0].GetLength(0);
}
