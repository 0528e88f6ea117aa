using System;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Tests.Riccati;

/// <summary>Problems with a name or a construction whose answer is known.</summary>
internal static class Plants
{
    /// <summary>A well-posed random problem: A of a given radius bound, Q, R and W positive definite, S small enough.</summary>
    public static LqrProblem Random(int n, int m, int seed, bool cross = true, double scale = 1.2)
    {
        var random = new Random(seed);
        double[,] root = Matrix(n + m, n + m, random, 1);
        double[,] joint = Reference.Matrix.add(Reference.Matrix.multiply(root, Reference.Matrix.transpose(root)), Reference.Matrix.identity(n + m));
        double[,] noise = Matrix(n, n, random, 1);
        return new LqrProblem
        {
            A = Matrix(n, n, random, scale / Math.Sqrt(n)),
            B = Matrix(n, m, random, 1),
            Q = Reference.Matrix.block(0, 0, n, n, joint),
            R = Reference.Matrix.block(n, n, m, m, joint),
            S = cross ? Reference.Matrix.block(0, n, n, m, joint) : null,
            W = Reference.Matrix.multiply(noise, Reference.Matrix.transpose(noise)),
        };
    }

    /// <summary>Entries uniform in ±scale·√3, so of variance scale².</summary>
    public static double[,] Matrix(int rows, int columns, Random random, double scale)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = scale * Math.Sqrt(3) * ((2 * random.NextDouble()) - 1);
            }
        }

        return matrix;
    }

    /// <summary>I, row by row.</summary>
    public static double[] Identity(int order) => [.. Enumerable.Range(0, order * order).Select(i => i % (order + 1) == 0 ? 1.0 : 0.0)];

    /// <summary>diag(entries).</summary>
    public static double[,] Diagonal(params double[] entries) => Reference.Matrix.diagonal(entries);

    /// <summary>A problem from its matrices, R = I.</summary>
    public static LqrProblem Of(double[,] a, double[,] b, double[,] q, bool indefinite = false) =>
        new() { A = a, B = b, Q = q, R = Reference.Matrix.identity(b.GetLength(1)), Indefinite = indefinite };

    /// <summary>The problem in other coordinates, x ← Tx.</summary>
    public static LqrProblem InCoordinates(LqrProblem problem, double[,] t)
    {
        double[,] inverse = Reference.Matrix.inverse(t);
        double[,] inverseTransposed = Reference.Matrix.transpose(inverse);
        return problem with
        {
            A = Reference.Matrix.multiply(Reference.Matrix.multiply(t, problem.A), inverse),
            B = Reference.Matrix.multiply(t, problem.B),
            Q = Reference.Matrix.symmetrise(Reference.Matrix.multiply(Reference.Matrix.multiply(inverseTransposed, problem.Q), inverse)),
            S = problem.S is null ? null : Reference.Matrix.multiply(inverseTransposed, problem.S),
        };
    }
}
