using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>The discrete Lyapunov equation in arrays; the allocating counterpart of <see cref="Lyapunov"/>.</summary>
public static class LyapunovSolver
{
    /// <summary>X = Q + A·X·A'.</summary>
    /// <param name="a">A, n×n, ρ(A) &lt; 1.</param>
    /// <param name="q">Q, n×n. Where it is symmetric to 1e-9 of its largest entry its symmetric part counts, and X is symmetric; any other Q is taken as it is.</param>
    /// <returns>The solution and its status.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public static LyapunovSolution Solve(double[,] a, double[,] q)
    {
        Arrays.CheckSquare(a, nameof(a));
        Arrays.Check(q, a.GetLength(0), a.GetLength(0), nameof(q));
        var visitor = new Visitor(a, q);
        return ShapeDispatch.Run<Visitor, LyapunovSolution>(a.GetLength(0), 1, ref visitor);
    }

    /// <summary>X = Q + A·X·A' for any A, stable or not: see <see cref="Lyapunov.SolveDirect"/>.</summary>
    /// <param name="a">A, n×n.</param>
    /// <param name="q">Q, n×n. Where it is symmetric to 1e-9 of its largest entry its symmetric part counts, and X is symmetric; any other Q is taken as it is.</param>
    /// <returns>The solution and its status.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public static LyapunovSolution SolveDirect(double[,] a, double[,] q)
    {
        Arrays.CheckSquare(a, nameof(a));
        Arrays.Check(q, a.GetLength(0), a.GetLength(0), nameof(q));
        int n = a.GetLength(0);
        var shape = new DynamicShape(n, 1);
        double[,] x = new double[n, n];
        double[] workspace = new double[Lyapunov.DirectWorkspaceLength(shape)];
        LyapunovResult result = Lyapunov.SolveDirect(shape, Arrays.Flat(a), Arrays.Flat(q), Arrays.Flat(x), workspace);
        return new LyapunovSolution(result.Status, x, result.Iterations, result.Residual);
    }

    private readonly struct Visitor(double[,] a, double[,] q) : IShapeVisitor<LyapunovSolution>
    {
        public LyapunovSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            double[,] x = new double[shape.StateDim, shape.StateDim];
            LyapunovResult result = Lyapunov.Solve(
                shape,
                Arrays.Flat(a),
                Arrays.Flat(q),
                Arrays.Flat(x),
                new double[Lyapunov.WorkspaceLength(shape)]);
            return new LyapunovSolution(result.Status, x, result.Iterations, result.Residual);
        }
    }
}
