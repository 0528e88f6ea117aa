using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Robust;

/// <summary>
/// One of the two games into which the payoff falls apart, as spans: that of the deviations y = x − x̄ with (A, B, D, Q, R),
/// or that of the means z = x̄ with (A + Ā, B + B̄, D + D̄, Q̄, R̄).
/// </summary>
internal sealed class RobustPart
{
    private readonly double[] _a;
    private readonly double[] _b;
    private readonly double[] _d;
    private readonly double[] _q;
    private readonly double[] _r;

    private RobustPart(string name, RobustProblem problem, double[] a, double[] b, double[] d, IReadOnlyList<double[,]> q, double[,]? final, double[] r)
    {
        Name = name;
        Horizon = problem.Horizon;
        AdversaryDim = problem.AdversaryDim;
        (_a, _b, _d, _r) = (a, b, d, r);

        // The weight of t = T is no stage's.
        _q = Stack(q.Count == 1 ? q : q.Take(q.Count - 1), Symmetric);
        Terminal = Stack([final ?? q[^1]], Symmetric);
    }

    /// <summary>What the part is called where it fails.</summary>
    public string Name { get; }

    /// <summary>T, or null.</summary>
    public int? Horizon { get; }

    /// <summary>p.</summary>
    public int AdversaryDim { get; }

    /// <summary>Q_T.</summary>
    public double[] Terminal { get; }

    /// <summary>The game's data.</summary>
    public GameModel Model => new(_a, _b, _d, AdversaryDim, _q, _r);

    /// <summary>Whether no matrix varies with time.</summary>
    public bool IsTimeInvariant(int n, int m) =>
        _a.Length == n * n && _b.Length == n * m && _d.Length == n * AdversaryDim && _q.Length == n * n && _r.Length == m * m;

    /// <summary>The game of y.</summary>
    public static RobustPart Deviations(RobustProblem problem) => new(
        "deviations",
        problem,
        Stack(problem.A, Same),
        Stack(problem.B, Same),
        Stack(problem.D ?? Identity(problem.StateDim), Same),
        problem.Q,
        problem.Qf,
        Stack(problem.R ?? Identity(problem.InputDim), Symmetric));

    /// <summary>The game of z.</summary>
    public static RobustPart MeanField(RobustProblem problem) => new(
        "mean field",
        problem,
        Stack(Sum(problem.A, problem.Abar), Same),
        Stack(Sum(problem.B, problem.Bbar), Same),
        Stack(Sum(problem.D ?? Identity(problem.StateDim), problem.Dbar), Same),
        problem.Qbar,
        problem.Qbarf,
        Stack(problem.Rbar ?? problem.R ?? Identity(problem.InputDim), Symmetric));

    private static IReadOnlyList<double[,]> Identity(int size) => [DenseMatrix.Identity(size)];

    private static IEnumerable<double[,]> Sum(IReadOnlyList<double[,]> own, IReadOnlyList<double[,]>? mean)
    {
        if (mean is null)
        {
            return own;
        }

        double[,] At(IReadOnlyList<double[,]> series, int t) => series.Count == 1 ? series[0] : series[t];
        return Enumerable.Range(0, Math.Max(own.Count, mean.Count))
            .Select(t => DenseMatrix.Map(At(own, t), (i, j, entry) => entry + At(mean, t)[i, j]));
    }

    private static double[,] Same(double[,] matrix) => matrix;

    private static double[,] Symmetric(double[,] matrix) => DenseMatrix.HalfSum(matrix, matrix);

    private static double[] Stack(IEnumerable<double[,]> matrices, Func<double[,], double[,]> prepare) =>
        FiniteHorizonProblem.Stack(matrices.Select(prepare).ToArray());
}
