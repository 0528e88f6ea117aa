using System.Collections.Generic;

namespace SpanLqr.Teams;

/// <summary>
/// A team of partially exchangeable agents that share one cost: x⁺ = Ax + Bu + w, w ~ N(0, W), stage cost x'Qx + u'Ru over
/// all agents, where exchanging two agents of one population changes nothing.
/// </summary>
/// <remarks>
/// Well posed where every auxiliary system of <see cref="TeamDecomposition"/> is: its weight Q positive semidefinite, R positive
/// definite, stabilisable and detectable. W must be a covariance (positive semidefinite); only its symmetry is checked.
/// Source: Luo, Yang, Wang and Kolar, multi-agent LQR with partial exchangeability, Definition 2 and (5).
/// </remarks>
public sealed record TeamProblem
{
    /// <summary>The populations, at least one, in the order in which mean fields are stacked.</summary>
    public required IReadOnlyList<Population> Populations { get; init; }

    /// <summary>The blocks between different agents, or null where agents have nothing to do with each other.</summary>
    public TeamCoupling? Coupling { get; init; }
}
