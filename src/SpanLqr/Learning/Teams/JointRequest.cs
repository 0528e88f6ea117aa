namespace SpanLqr.Learning.Teams;

/// <summary>A run of one auxiliary system that waits to become a part of joint runs.</summary>
/// <param name="Gain">K.</param>
/// <param name="Exploration">L, or empty.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="IsReset">Whether it begins with a reset instead.</param>
/// <param name="States">Receives x_0 … x_T.</param>
/// <param name="Inputs">Receives u_0 … u_{T−1}.</param>
/// <param name="Costs">Receives c_0 … c_{T−1}.</param>
internal sealed record JointRequest(
    double[] Gain, double[] Exploration, double[] Start, bool IsReset, double[] States, double[] Inputs, double[] Costs)
{
    /// <summary>How many steps have been run.</summary>
    public int Done { get; set; }

    /// <summary>Whether the team could not go on.</summary>
    public bool HasFailed { get; set; }

    /// <summary>Whether there is nothing more to run.</summary>
    public bool IsComplete => HasFailed || Done == Costs.Length;
}
