using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Tests.KernelFacts;

namespace SpanLqr.Tests.Riccati.SinglePrecision;

/// <summary>Problems whose entries are numbers of single precision, so that both precisions solve the same one.</summary>
internal static class SinglePlants
{
    /// <summary>A problem of <see cref="Plants"/>, every entry rounded.</summary>
    public static LqrProblem Random(int n, int m, int seed, bool cross = true)
    {
        LqrProblem problem = Plants.Random(n, m, seed, cross);
        return new LqrProblem
        {
            A = Round(problem.A),
            B = Round(problem.B),
            Q = Round(problem.Q),
            R = Round(problem.R),
            S = problem.S is null ? null : Round(problem.S),
        };
    }

    /// <summary>The same numbers in single precision, row by row.</summary>
    public static float[] Narrow(double[,]? matrix) => matrix is null ? [] : Array.ConvertAll(Flat.Of(matrix), static x => (float)x);

    /// <summary>The model of a problem in single precision.</summary>
    public static LqrModel<float> Model(LqrProblem problem) =>
        new(Narrow(problem.A), Narrow(problem.B), Narrow(problem.Q), Narrow(problem.R), Narrow(problem.S));

    /// <summary>Row by row entries as a matrix of doubles.</summary>
    public static double[,] Widen(ReadOnlySpan<float> entries, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < entries.Length; i++)
        {
            matrix[i / columns, i % columns] = entries[i];
        }

        return matrix;
    }

    /// <summary>Every entry rounded to single precision.</summary>
    public static double[,] Round(double[,] matrix)
    {
        double[,] rounded = (double[,])matrix.Clone();
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                rounded[i, j] = (float)matrix[i, j];
            }
        }

        return rounded;
    }
}
