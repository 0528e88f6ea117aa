using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

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

    private RobustPart(RobustPart part, double[] loop, double[] q)
    {
        (Name, Horizon, AdversaryDim, Terminal) = (part.Name, part.Horizon, part.AdversaryDim, part.Terminal);
        (_a, _b, _d, _q, _r) = (loop, new double[part._b.Length], part._d, q, part._r);
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

    /// <summary>What is left to the adversary against u = −K_tx: the plant A − BK with the weight Q + K'RK, and no input.</summary>
    public RobustPart Under<TShape>(TShape shape, IReadOnlyList<double[,]> gains)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim, nn = n * n;
        int steps = gains.Count == 1 && IsTimeInvariant(n, m) ? 1 : Horizon ?? 1;
        int length = SpanLength.Of(steps, n, n, nameof(gains));
        double[] loops = new double[length], weights = new double[length];
        double[] workspace = new double[Policy.WorkspaceLength(shape)];
        for (int t = 0; t < steps; t++)
        {
            var stage = new Stage(new LqrModel(At(_a, t, nn), At(_b, t, n * m), At(_q, t, nn), At(_r, t, m * m)));
            ref double gain = ref gains[gains.Count == 1 ? 0 : t][0, 0];
            Policy.ClosedLoop(shape, stage, ref gain, ref loops[t * nn]);
            Policy.StageCost(shape, stage, ref gain, ref weights[t * nn], ref workspace[0]);
        }

        return new RobustPart(this, loops, weights);
    }

    private static ReadOnlySpan<double> At(double[] series, int t, int length) =>
        series.AsSpan(series.Length == length ? 0 : t * length, length);

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
