namespace SpanLqr.Riccati;

/// <summary>What <see cref="Dare.Solve"/> did.</summary>
/// <param name="Status">Whether the answer can be used, or which hypothesis failed.</param>
/// <param name="Iterations">Doubling steps taken, over all attempts.</param>
/// <param name="Refinements">Newton–Kleinman steps taken.</param>
/// <param name="Residual">‖DARE(P) − P‖_F / (1 + ‖P‖_F).</param>
/// <param name="SpectralRadius">ρ(A − BK); NaN where it was not asked for.</param>
public readonly record struct DareResult(SolveStatus Status, int Iterations, int Refinements, double Residual, double SpectralRadius)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
