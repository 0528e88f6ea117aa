namespace SpanLqr.Plants;

/// <summary>A continuous plant at its sampling instants, in arrays, without its delay.</summary>
/// <param name="Status">Whether the rest can be used.</param>
/// <param name="A">Φ = e^{Ah}, n×n.</param>
/// <param name="B">Γ, n×m.</param>
/// <param name="Drift">∫₀ʰe^{As}ds·c, n entries.</param>
/// <param name="Q">Q_d, n×n.</param>
/// <param name="S">S_d, n×m.</param>
/// <param name="R">R_d, m×m.</param>
/// <param name="W">W_d, n×n.</param>
/// <param name="Constant">The cost of a step that no input can change.</param>
public sealed record SampledPlant(
    SamplingStatus Status,
    double[,] A,
    double[,] B,
    double[] Drift,
    double[,] Q,
    double[,] S,
    double[,] R,
    double[,] W,
    double Constant)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SamplingStatus.Ok"/>.</summary>
    public bool IsOk => Status == SamplingStatus.Ok;
}
