using System;
using System.Collections.Generic;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Robust;

/// <summary>The one pass over a <see cref="RobustProblem"/> at the public border.</summary>
internal static class RobustChecks
{
    /// <summary>Throws an <see cref="ArgumentException"/> for the argument "problem" that says what is malformed.</summary>
    public static void Check(RobustProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Horizon < 1)
        {
            throw new ArgumentException($"The horizon is {problem.Horizon}, expected at least 1 step.", nameof(problem));
        }

        if (problem.Agents < 1)
        {
            throw new ArgumentException($"There are {problem.Agents} agents, expected at least 1.", nameof(problem));
        }

        int steps = problem.Horizon ?? 1;
        CheckCount(problem.A, steps, "A");
        CheckCount(problem.B, steps, "B");
        RequireEntries(problem.A[0], "A");
        RequireEntries(problem.B[0], "B");
        if (problem.D is not null)
        {
            CheckCount(problem.D, steps, "D");
            RequireEntries(problem.D[0], "D");
        }

        (int n, int m, int p) = (problem.StateDim, problem.InputDim, problem.AdversaryDim);
        CheckAll(problem.A, n, n, steps, "A");
        CheckAll(problem.Abar, n, n, steps, "Abar");
        CheckAll(problem.B, n, m, steps, "B");
        CheckAll(problem.Bbar, n, m, steps, "Bbar");
        CheckAll(problem.D, n, p, steps, "D");
        CheckAll(problem.Dbar, n, p, steps, "Dbar");
        CheckSymmetric(problem.R, m, steps, "R");
        CheckSymmetric(problem.Rbar, m, steps, "Rbar");
        CheckSymmetric(problem.Q, n, WeightCount(problem), "Q");
        CheckSymmetric(problem.Qbar, n, WeightCount(problem), "Qbar");
        CheckFinal(problem.Qf, problem.Q, problem, "Q");
        CheckFinal(problem.Qbarf, problem.Qbar, problem, "Qbar");
        MatrixChecks.RequireCovariance(problem.Sigma, n, "Sigma", nameof(problem));
        MatrixChecks.RequireCovariance(problem.SigmaBar, n, "SigmaBar", nameof(problem));
        MatrixChecks.RequireOptionalCovariance(problem.Sigma0, n, "Sigma0", nameof(problem));
        MatrixChecks.RequireOptionalCovariance(problem.Sigma0Bar, n, "Sigma0Bar", nameof(problem));
    }

    /// <summary>Throws an <see cref="ArgumentException"/> for gains that are not m×n, not finite, or neither one nor one a step.</summary>
    public static void Gains(RobustProblem problem, IReadOnlyList<double[,]> gains, string name)
    {
        ArgumentNullException.ThrowIfNull(gains, name);
        int steps = problem.Horizon ?? 1;
        if (gains.Count != 1 && gains.Count != steps)
        {
            throw new ArgumentException($"There are {gains.Count} gains, expected 1 for all steps or {steps}, one a step.", name);
        }

        for (int t = 0; t < gains.Count; t++)
        {
            MatrixChecks.RequireSize(gains[t], problem.InputDim, problem.StateDim, $"{name}[{t}]", name);
            if (!Dense.IsFinite(Arrays.Flat(gains[t])))
            {
                throw new ArgumentException($"{name}[{t}] has an entry that is not finite.", name);
            }
        }
    }

    private static int WeightCount(RobustProblem problem) => problem.Horizon is { } steps ? steps + 1 : 1;

    private static void CheckFinal(double[,]? final, IReadOnlyList<double[,]> weights, RobustProblem problem, string name)
    {
        if (final is null)
        {
            return;
        }

        if (problem.Horizon is null || weights.Count != 1)
        {
            throw new ArgumentException($"{name}f is given, expected only with a horizon and one {name} for all steps.", nameof(problem));
        }

        MatrixChecks.RequireSymmetric(final, problem.StateDim, $"{name}f", nameof(problem));
    }

    private static void RequireEntries(double[,]? matrix, string name)
    {
        if (matrix is null || matrix.Length == 0)
        {
            throw new ArgumentException($"{name} has no entries, expected at least one.", "problem");
        }
    }

    private static void CheckCount(IReadOnlyList<double[,]>? matrices, int count, string name)
    {
        if (matrices is null || (matrices.Count != 1 && matrices.Count != count))
        {
            string wanted = count == 1 ? "1" : $"1 or {count}, one a step";
            throw new ArgumentException($"{name} has {matrices?.Count ?? 0} matrices, expected {wanted}.", "problem");
        }
    }

    private static void CheckAll(IReadOnlyList<double[,]>? matrices, int rows, int columns, int count, string name)
    {
        if (matrices is null)
        {
            return;
        }

        CheckCount(matrices, count, name);
        for (int t = 0; t < matrices.Count; t++)
        {
            MatrixChecks.RequireSize(matrices[t], rows, columns, $"{name}[{t}]", "problem");
        }
    }

    private static void CheckSymmetric(IReadOnlyList<double[,]>? matrices, int size, int count, string name)
    {
        CheckAll(matrices, size, size, count, name);
        for (int t = 0; matrices is not null && t < matrices.Count; t++)
        {
            MatrixChecks.RequireSymmetric(matrices[t], size, $"{name}[{t}]", "problem");
        }
    }
}
