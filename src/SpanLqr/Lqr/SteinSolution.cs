using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The answer of <see cref="SteinSolver"/>.</summary>
/// <param name="Result">Whether X can be used, and how it was found.</param>
/// <param name="X">The solution, p×q; NaN where there is none.</param>
public sealed record SteinSolution(SteinResult Result, double[,] X)
{
    /// <summary>Whether the status is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Result.IsOk;
}
