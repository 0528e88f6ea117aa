using System;
using System.Diagnostics.CodeAnalysis;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The length checks of the solvers' public border.</summary>
internal static class Guard
{
    /// <summary>The span holds exactly one matrix.</summary>
    public static void Matrix(ReadOnlySpan<double> span, int rows, int columns, string name)
    {
        if (span.Length != rows * columns)
        {
            ThrowSize(name, span.Length, $"{rows * columns} ({rows}×{columns})");
        }
    }

    /// <summary>The span holds one matrix, or <paramref name="count"/> of them.</summary>
    public static void Matrices(ReadOnlySpan<double> span, int rows, int columns, int count, string name)
    {
        if (span.Length != rows * columns && span.Length != rows * columns * count)
        {
            ThrowSize(name, span.Length, $"{rows * columns} ({rows}×{columns}) or {count} times that");
        }
    }

    /// <summary>The span is empty or holds exactly one matrix.</summary>
    public static void Optional(ReadOnlySpan<double> span, int rows, int columns, string name)
    {
        if (!span.IsEmpty)
        {
            Matrix(span, rows, columns, name);
        }
    }

    /// <summary>The workspace is long enough.</summary>
    public static void Workspace(ReadOnlySpan<double> span, int needed, string name)
    {
        if (span.Length < needed)
        {
            ThrowSize(name, span.Length, $"at least {needed}");
        }
    }

    /// <summary>The matrices of a time-invariant problem fit the shape.</summary>
    public static void Model<TShape>(TShape shape, in LqrModel model)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Matrix(model.A, n, n, "model.A");
        Matrix(model.B, n, m, "model.B");
        Matrix(model.Q, n, n, "model.Q");
        Matrix(model.R, m, m, "model.R");
        Optional(model.S, n, m, "model.S");
    }

    [DoesNotReturn]
    private static void ThrowSize(string name, int found, string expected) =>
        throw new ArgumentException($"{name} has length {found}, expected {expected}.", name);
}
