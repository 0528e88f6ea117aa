using System;

namespace SpanLqr.Lqr;

/// <summary>Solves problems given in arrays: one dispatch from the run-time size to a shape, then the allocation-free core.</summary>
public static class LqrSolver
{
    /// <summary>The optimal stationary policy: P = DARE(A, B, Q, R, S), K = (R + B'PB)⁻¹(B'PA + S').</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status that names the hypothesis that failed.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size; the message names it and both sizes.</exception>
    public static LqrSolution Solve(LqrProblem problem) => throw new NotImplementedException();

    /// <summary>The optimal policy over T steps, by the Riccati recursion backwards from P_T = Q_T.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status and the stage at which the recursion stopped.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or a list the wrong length.</exception>
    public static FiniteHorizonSolution Solve(FiniteHorizonProblem problem) => throw new NotImplementedException();
}
