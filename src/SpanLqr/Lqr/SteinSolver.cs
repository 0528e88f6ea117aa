using System;
using SpanLqr.Riccati;

namespace SpanLqr.Lqr;

/// <summary>The Stein equation in arrays; the allocating counterpart of <see cref="Stein"/>.</summary>
public static class SteinSolver
{
    /// <summary>X = C + H·X·F.</summary>
    /// <param name="h">H, p×p.</param>
    /// <param name="f">F, q×q.</param>
    /// <param name="c">C, p×q.</param>
    /// <returns>The solution and its status.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public static SteinSolution Solve(double[,] h, double[,] f, double[,] c)
    {
        Arrays.CheckSquare(h, nameof(h));
        Arrays.CheckSquare(f, nameof(f));
        int p = h.GetLength(0), q = f.GetLength(0);
        Arrays.Check(c, p, q, nameof(c));
        double[,] x = new double[p, q];
        double[] workspace = new double[Stein.WorkspaceLength(p, q)];
        return new SteinSolution(Stein.Solve(p, q, Arrays.Flat(h), Arrays.Flat(f), Arrays.Flat(c), Arrays.Flat(x), workspace), x);
    }
}
