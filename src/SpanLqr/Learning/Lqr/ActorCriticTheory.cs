using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Learning.Lqr;

/// <summary>What the theory promises of <see cref="ActorCritic"/>; it needs the model.</summary>
/// <remarks>Source: hierarchical-lqr-actor-critic, Assumption 3 and Theorem 2.</remarks>
public static class ActorCriticTheory
{
    /// <summary>The largest step of Assumption 3, [‖R‖ + ‖B‖²·C(K₀)/σ_min(W)]⁻¹.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">K₀, m×n.</param>
    /// <returns>η; 0 where W is singular, NaN where K₀ is not stabilising.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public static double StepBound(LqrProblem problem, double[,] start)
    {
        PolicyValue value = LqrPolicy.Evaluate(problem, start);
        if (!value.IsOk)
        {
            return double.NaN;
        }

        double inputs = SquaredNorm(problem.B), noise = problem.W is { } w ? Extremes(w).Least : 1;
        return noise > 0 ? 1 / (Extremes(problem.R).Largest + (inputs * value.Cost / noise)) : 0;
    }

    /// <summary>The number of steps after which C(K) − C* ≤ ε, 2M·log((C(K₀) − C*)·(L+1)/ε), M = ‖Σ_{K*}‖/(η·σ_min(W)·σ_min(R)).</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="start">K₀, m×n.</param>
    /// <param name="step">η.</param>
    /// <param name="accuracy">ε.</param>
    /// <param name="systems">L + 1, the number of systems that share ε.</param>
    /// <returns>The bound, for this system's own M and gap; NaN where the problem has no solution or K₀ is not stabilising.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public static double IterationBound(LqrProblem problem, double[,] start, double step, double accuracy, int systems = 1)
    {
        LqrSolution best = LqrSolver.Solve(problem);
        PolicyValue value = LqrPolicy.Evaluate(problem, start);
        if (!best.IsOk || !value.IsOk)
        {
            return double.NaN;
        }

        double covariance = Extremes(LqrPolicy.Evaluate(problem, best.Gain).StateCovariance).Largest;
        double noise = problem.W is { } w ? Extremes(w).Least : 1;
        double factor = covariance / (step * noise * Extremes(problem.R).Least);
        return 2 * factor * Math.Max(0, Math.Log((value.Cost - best.Cost) * systems / accuracy));
    }

    private static (double Least, double Largest) Extremes(double[,] symmetric)
    {
        int order = symmetric.GetLength(0);
        double[] eigenvalues = new double[order];
        SolveStatus status = SymmetricEigenvalues.Compute(
            order,
            Arrays.Flat(DenseMatrix.HalfSum(symmetric, symmetric)),
            eigenvalues,
            new double[SymmetricEigenvalues.WorkspaceLength(order)]);
        return status == SolveStatus.Ok ? (eigenvalues[0], eigenvalues[order - 1]) : (double.NaN, double.NaN);
    }

    /// <summary>‖B‖₂².</summary>
    private static double SquaredNorm(double[,] b) => Extremes(DenseMatrix.Create(b.GetLength(1), b.GetLength(1), (i, j) =>
    {
        double sum = 0;
        for (int k = 0; k < b.GetLength(0); k++)
        {
            sum += b[k, i] * b[k, j];
        }

        return sum;
    })).Largest;
}
