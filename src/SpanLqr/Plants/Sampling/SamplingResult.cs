namespace SpanLqr.Plants;

/// <summary>What <see cref="Sampling"/> did.</summary>
/// <param name="Status">Whether the outputs can be used.</param>
/// <param name="Doublings">How often the short step was doubled.</param>
/// <param name="Constant">j = ∫₀ʰ e^{−ρs} tr(Q V(s)) ds: the cost of a step that no input can change between two samples.</param>
public readonly record struct SamplingResult(SamplingStatus Status, int Doublings, double Constant)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SamplingStatus.Ok"/>.</summary>
    public bool IsOk => Status == SamplingStatus.Ok;
}
