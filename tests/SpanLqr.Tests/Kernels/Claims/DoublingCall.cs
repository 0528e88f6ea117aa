using System;
using SpanLqr.Shapes;
using Matrix = SpanLqr.Reference.Matrix;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The operands of one doubling step, and its results.</summary>
internal sealed class DoublingCall
{
    public DoublingCall(double[,] a, double[,] g, double[,] h)
    {
        int nn = a.Length;
        A = Flat(a);
        G = Flat(g);
        H = Flat(h);
        (V, Y, Step, Next) = (new double[nn], new double[nn], new double[nn], new double[nn]);
    }

    public double[] A { get; }

    public double[] G { get; }

    public double[] H { get; }

    public double[] V { get; }

    public double[] Y { get; }

    public double[] Step { get; }

    public double[] Next { get; }

    /// <summary>A random A and random semidefinite G and H.</summary>
    public static (double[,] A, double[,] G, double[,] H) Operands(int n, int seed)
    {
        var random = new Random(seed);
        return (Uniform(random, n), Semidefinite(random, n), Semidefinite(random, n));
    }

    /// <summary>Both halves of the step.</summary>
    /// <returns>What the first half returned; where that is false the second is left out.</returns>
    public bool Run<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        double[] workspace = new double[shape.DoublingWorkspaceLength];
        if (!shape.DoublingCost(ref A[0], ref G[0], ref H[0], ref V[0], ref Y[0], ref Step[0], ref workspace[0]))
        {
            return false;
        }

        shape.DoublingDynamics(ref A[0], ref V[0], ref Y[0], ref G[0], ref Next[0], ref workspace[0]);
        return true;
    }

    public static double[] Flat(double[,] matrix)
    {
        double[] flat = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, matrix.Length * sizeof(double));
        return flat;
    }

    private static double[,] Semidefinite(Random random, int n)
    {
        double[,] root = Uniform(random, n);
        return Matrix.symmetrise(Matrix.multiply(root, Matrix.transpose(root)));
    }

    private static double[,] Uniform(Random random, int n)
    {
        double[,] matrix = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[i, j] = (2 * random.NextDouble()) - 1;
            }
        }

        return matrix;
    }
}
