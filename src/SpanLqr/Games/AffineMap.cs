using System;

namespace SpanLqr.Games;

/// <summary>y = Mx + v, row-major. Checks nothing.</summary>
internal readonly struct AffineMap
{
    private readonly double[] _matrix;
    private readonly double[] _vector;

    private AffineMap(int columns, double[] matrix, double[] vector)
    {
        Columns = columns;
        _matrix = matrix;
        _vector = vector;
    }

    /// <summary>The length of y.</summary>
    public int Rows => _vector.Length;

    /// <summary>The length of x.</summary>
    public int Columns { get; }

    /// <summary>A copy of s·M and s·v.</summary>
    public static AffineMap Of(double sign, double[,] matrix, double[] vector)
    {
        double[] entries = Arrays.Flat(matrix).ToArray();
        return new AffineMap(
            matrix.GetLength(1),
            Array.ConvertAll(entries, entry => sign * entry),
            Array.ConvertAll(vector, entry => sign * entry));
    }

    /// <summary>y ← Mx + v.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        _vector.CopyTo(y);
        Accumulate(x, y);
    }

    /// <summary>y ← y + Mx.</summary>
    public void Accumulate(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<double> row = _matrix.AsSpan(i * Columns, Columns);
            double sum = y[i];
            for (int j = 0; j < x.Length && j < row.Length; j++)
            {
                sum = Math.FusedMultiplyAdd(row[j], x[j], sum);
            }

            y[i] = sum;
        }
    }
}
