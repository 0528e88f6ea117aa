using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>What the public border of the solvers checks beyond <see cref="Border"/>: the spans of a model.</summary>
internal static class ModelBorder
{
    /// <summary>The matrices of a time-invariant problem fit the shape.</summary>
    public static void Check<TShape>(TShape shape, in LqrModel model)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, m = shape.InputDim;
        Border.Length(model.A, n, n);
        Border.Length(model.B, n, m);
        Border.Length(model.Q, n, n);
        Border.Length(model.R, m, m);
        Optional(model.S, n, m);
    }

    /// <summary>The span is empty or holds exactly one matrix.</summary>
    public static void Optional(ReadOnlySpan<double> span, int rows, int columns, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (!span.IsEmpty)
        {
            Border.Length(span, rows, columns, name);
        }
    }

    /// <summary>The span holds one matrix for all steps, or one for each.</summary>
    public static void Series<T>(ReadOnlySpan<T> span, int rows, int columns, int count, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length != rows * columns && span.Length != (long)rows * columns * count)
        {
            ThrowSeries(name, span.Length, rows, columns, count);
        }
    }

    /// <summary>What is written shares no memory with a matrix of the model.</summary>
    public static void Apart(ReadOnlySpan<double> written, in LqrModel model, [CallerArgumentExpression(nameof(written))] string name = "") =>
        Apart<double>(written, model, name);

    /// <summary>The same in either precision.</summary>
    public static void Apart<T>(ReadOnlySpan<T> written, in LqrModel<T> model, [CallerArgumentExpression(nameof(written))] string name = "")
    {
        Border.Apart(written, model.A, name);
        Border.Apart(written, model.B, name);
        Border.Apart(written, model.Q, name);
        Border.Apart(written, model.R, name);
        Border.Apart(written, model.S, name);
    }

    [DoesNotReturn]
    private static void ThrowSeries(string name, int length, int rows, int columns, int count) =>
        throw new ArgumentException(
            $"{name} has {length} entries; {rows}×{columns} = {rows * columns}, or {count} times that, one matrix a step, are expected.",
            name);
}
