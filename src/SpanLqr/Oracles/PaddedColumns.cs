using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SpanLqr.Oracles;

/// <summary>A matrix laid out for products with one vector after the other: column by column, each padded to whole vectors.</summary>
internal sealed class PaddedColumns
{
    // The entries of the widest vector there is.
    private const int Padding = 8;

    private readonly double[] _values;
    private readonly int _rows;
    private readonly int _columns;

    /// <summary>Room for a matrix.</summary>
    public PaddedColumns(int rows, int columns)
    {
        (_rows, _columns, Stride) = (rows, columns, (rows + Padding - 1) / Padding * Padding);
        _values = new double[Stride * columns];
    }

    /// <summary>The rows, rounded up to whole vectors: the length of a product.</summary>
    public int Stride { get; }

    /// <summary>Sets columns from a row-major matrix, times a factor.</summary>
    public void Set(int column, ReadOnlySpan<double> matrix, int columns, double factor = 1)
    {
        for (int i = 0; i < _rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                _values[((column + j) * Stride) + i] = factor * matrix[(i * columns) + j];
            }
        }
    }

    /// <summary>y ← Xv, summed in ascending order entry by entry, whatever the width of a vector; y has <see cref="Stride"/> entries.</summary>
    public void Multiply(ReadOnlySpan<double> v, Span<double> y)
    {
        ref double values = ref MemoryMarshal.GetArrayDataReference(_values);
        for (int i = 0; i < Stride; i += Vector<double>.Count)
        {
            Vector<double> sum = Vector<double>.Zero;
            for (int k = 0; k < _columns; k++)
            {
                sum = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref values, (nuint)((k * Stride) + i)), new Vector<double>(v[k]), sum);
            }

            sum.CopyTo(y[i..]);
        }
    }
}
