using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The answer to an <see cref="LqrProblem"/>: u = −Kx.</summary>
/// <param name="Status">Whether the rest can be used.</param>
/// <param name="Gain">K, m×n.</param>
/// <param name="CostToGo">P, n×n.</param>
/// <param name="SpectralRadius">ρ(A − BK).</param>
/// <param name="Cost">The optimal average cost tr(PW).</param>
/// <param name="Residual">‖DARE(P) − P‖_F / (1 + ‖P‖_F).</param>
/// <param name="Iterations">Doubling steps taken.</param>
/// <param name="Refinements">Newton–Kleinman steps taken.</param>
/// <param name="ErrorEstimate">An upper estimate of the relative error of P, as <see cref="DareResult.ErrorEstimate"/>.</param>
public sealed record LqrSolution(
    SolveStatus Status,
    double[,] Gain,
    double[,] CostToGo,
    double SpectralRadius,
    double Cost,
    double Residual,
    int Iterations,
    int Refinements,
    double ErrorEstimate)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>An estimate of the relative error of K, as <see cref="DareResult.GainErrorEstimate"/>: 1 or more where K has no certain digit.</summary>
    public double GainErrorEstimate { get; init; } = double.NaN;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;
}
