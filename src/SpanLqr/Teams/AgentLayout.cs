using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Teams;

/// <summary>Where each agent's states and inputs lie in the stacked vectors.</summary>
internal sealed class AgentLayout
{
    /// <summary>Stacks the agents in the order given.</summary>
    public AgentLayout(IReadOnlyList<AgentDimensions> agents)
    {
        States = new Stacking(agents.Select(a => a.States).ToArray());
        Inputs = new Stacking(agents.Select(a => a.Inputs).ToArray());
    }

    /// <summary>The states.</summary>
    public Stacking States { get; }

    /// <summary>The inputs.</summary>
    public Stacking Inputs { get; }

    /// <summary>The agents, in the order in which they are stacked.</summary>
    public int Count => States.Lengths.Count;
}
