namespace SpanLqr.Learning.Robust;

/// <summary>What state the slopes of a stage are weighted with in <see cref="SimultaneousDescentAscent"/>.</summary>
public enum StateMoments
{
    /// <summary>N(0, I) at every stage, as in the receding-horizon problems: only the direction of time sets the two methods apart.</summary>
    Unit = 0,

    /// <summary>The second moment of the current loop from the initial law on: the slopes are then those of the payoff itself.</summary>
    Loop,
}
