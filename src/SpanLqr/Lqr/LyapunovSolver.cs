using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>The discrete Lyapunov equation in arrays; the allocating counterpart of <see cref="Lyapunov"/>.</summary>
public static class LyapunovSolver
{
    /// <summary>X = Q + A·X·A'.</summary>
    /// <param name="a">A, n×n, ρ(A) &lt; 1.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <returns>The solution and its status.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public static LyapunovSolution Solve(double[,] a, double[,] q)
    {
        Arrays.CheckSquare(a, nameof(a));
        Arrays.Check(q, a.GetLength(0), a.GetLength(0), nameof(q));
        var visitor = new Visitor(a, q);
        return ShapeDispatch.Run<Visitor, LyapunovSolution>(a.GetLength(0), 1, ref visitor);
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
