namespace SpanLqr.Populations;

/// <summary>How a population is simulated. Both ways have the same law of all means, second moments and costs.</summary>
public enum PopulationMode
{
    /// <summary>Every agent takes every step.</summary>
    Agents,

    /// <summary>The mean and the scatter of each population take every step, at a cost that does not depend on how many agents there are.</summary>
    Collapsed,
}
