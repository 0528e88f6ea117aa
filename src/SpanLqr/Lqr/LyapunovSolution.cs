using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The answer of <see cref="LyapunovSolver"/>.</summary>
/// <param name="Status">Whether X can be used; see <see cref="LyapunovResult"/>.</param>
/// <param name="X">The solution, n×n.</param>
/// <param name="Iterations">Doublings taken.</param>
/// <param name="Residual">‖Q + AXA' − X‖_F / (1 + ‖X‖_F).</param>
public sealed record LyapunovSolution(SolveStatus Status, double[,] X, int Iterations, double Residual)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
