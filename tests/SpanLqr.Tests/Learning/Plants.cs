using System;
using SpanLqr.Lqr;

namespace SpanLqr.Tests.Learning;

/// <summary>Small plants to learn on, with a stabilising start far from the optimum.</summary>
internal static class Plants
{
    /// <summary>A stable plant of two states and one input; zero is a start.</summary>
    public static LqrProblem Stable => new()
    {
        A = new[,] { { 0.8, 0.3 }, { -0.1, 0.7 } },
        B = new[,] { { 0.2 }, { 1.0 } },
        Q = new[,] { { 1.0, 0.1 }, { 0.1, 2.0 } },
        R = new[,] { { 0.5 } },
        W = new[,] { { 0.5, 0.1 }, { 0.1, 0.3 } },
    };

    /// <summary>A plant of three states and two inputs with a mode at 1.2.</summary>
    public static LqrProblem Unstable => new()
    {
        A = new[,] { { 1.2, 0.1, 0.0 }, { 0.0, 0.6, 0.2 }, { 0.1, 0.0, 0.5 } },
        B = new[,] { { 1.0, 0.0 }, { 0.3, 0.5 }, { 0.0, 1.0 } },
        Q = new[,] { { 1.0, 0.0, 0.0 }, { 0.0, 1.0, 0.2 }, { 0.0, 0.2, 1.5 } },
        R = new[,] { { 1.0, 0.1 }, { 0.1, 0.6 } },
        W = new[,] { { 0.4, 0.0, 0.1 }, { 0.0, 0.2, 0.0 }, { 0.1, 0.0, 0.3 } },
    };

    /// <summary>A start for <see cref="Unstable"/>.</summary>
    public static double[,] UnstableStart => new[,] { { 0.6, 0.0, 0.0 }, { 0.0, 0.0, 0.0 } };

    public static double[] Flat(double[,] matrix)
    {
        double[] entries = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, entries, 0, sizeof(double) * entries.Length);
        return entries;
    }

    public static double[,] Matrix(ReadOnlySpan<double> entries, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < entries.Length; i++)
        {
            matrix[i / columns, i % columns] = entries[i];
        }

        return matrix;
    }

    /// <summary>(C(K) − C*)/C*.</summary>
    public static double Gap(LqrProblem problem, ReadOnlySpan<double> gain) =>
        (LqrPolicy.Evaluate(problem, Matrix(gain, problem.InputDim, problem.StateDim)).Cost / LqrSolver.Solve(problem).Cost) - 1;
}
