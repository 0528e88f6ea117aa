using System;
using System.Numerics;
using Matrix = SpanLqr.Reference.Matrix;
using Naive = SpanLqr.Reference.Kernels;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The values of one call: a matrix per operand that is read (null for the others), pivots where there are any, and α.</summary>
internal sealed record CallData(double[,]?[] Values, int[] Pivots, double Alpha)
{
    /// <summary>Well-scaled random values that suit the role of each operand, numbers of the precision.</summary>
    public static CallData Create<T>(Operand[] operands, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        double[,]?[] values = new double[,]?[operands.Length];
        int[] pivots = [];
        for (int i = 0; i < operands.Length; i++)
        {
            int rows = operands[i].Rows;
            int columns = operands[i].Columns;
            switch (operands[i].Role)
            {
                case Role.Input or Role.OptionalInput or Role.InPlace:
                    values[i] = Uniform(random, rows, columns);
                    break;
                case Role.Symmetric:
                    values[i] = Matrix.symmetrise(Uniform(random, rows, columns));
                    break;
                case Role.PositiveDefinite:
                    values[i] = PositiveDefinite(random, rows);
                    break;
                case Role.Nonsingular:
                    values[i] = Nonsingular(random, rows);
                    break;
                case Role.CholeskyFactor:
                    values[i] = Naive.cholesky(PositiveDefinite(random, rows));
                    break;
                case Role.LdlFactor:
                    values[i] = Naive.ldl(PositiveDefinite(random, rows));
                    break;
                case Role.LuFactor:
                    (values[i], pivots) = Naive.lu(Nonsingular(random, rows));
                    break;
            }
        }

        return new CallData(values, pivots, (2 * random.NextDouble()) - 1).Map(Arithmetic<T>.Round);
    }

    /// <summary>The matrix of an operand that is read.</summary>
    public double[,] this[int operand] => Values[operand]!;

    /// <summary>The same call with every entry of every operand, and α, passed through a function.</summary>
    public CallData Map(Func<double, double> change) => this with
    {
        Values = Array.ConvertAll(Values, matrix => matrix is null ? null : Map(matrix, change)),
        Alpha = change(Alpha),
    };

    /// <summary>The same call with one entry replaced.</summary>
    public CallData With(int operand, int row, int column, double value)
    {
        double[,]?[] values = (double[,]?[])Values.Clone();
        values[operand] = (double[,])this[operand].Clone();
        values[operand]![row, column] = value;
        return this with { Values = values };
    }

    private static double[,] Map(double[,] matrix, Func<double, double> change)
    {
        double[,] result = (double[,])matrix.Clone();
        for (int i = 0; i < result.GetLength(0); i++)
        {
            for (int j = 0; j < result.GetLength(1); j++)
            {
                result[i, j] = change(result[i, j]);
            }
        }

        return result;
    }

    private static double[,] Uniform(Random random, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = (2 * random.NextDouble()) - 1;
            }
        }

        return matrix;
    }

    /// <summary>I + MM'/n: eigenvalues between 1 and about 3.</summary>
    private static double[,] PositiveDefinite(Random random, int n)
    {
        double[,] m = Uniform(random, n, n);
        return Matrix.add(Matrix.identity(n), Matrix.scale(1.0 / n, Matrix.multiply(m, Matrix.transpose(m))));
    }

    /// <summary>A random matrix plus a heavy cyclic permutation, so that elimination has to exchange rows and meets no tiny pivot.</summary>
    private static double[,] Nonsingular(Random random, int n)
    {
        double[,] matrix = Uniform(random, n, n);
        for (int i = 0; i < n; i++)
        {
            matrix[i, (i + 1) % n] += 2 * Math.Sqrt(n) + 1;
        }

        return matrix;
    }
}
