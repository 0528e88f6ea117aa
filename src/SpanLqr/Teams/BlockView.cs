using System;
using System.Collections.Generic;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>A matrix of the whole team seen as blocks, one for each pair of agents.</summary>
internal sealed class BlockView
{
    private readonly double[,] _matrix;
    private readonly Stacking _rows;
    private readonly Stacking _columns;
    private readonly double _largest;

    /// <summary>Looks at a matrix whose rows and columns are stacked as given.</summary>
    public BlockView(double[,] matrix, Stacking rows, Stacking columns)
    {
        _matrix = matrix;
        _rows = rows;
        _columns = columns;
        _largest = DenseMatrix.LargestEntry(matrix);
    }

    /// <summary>
    /// Whether exchanging agents i and j, of equal dimensions, moves no entry by more than the tolerance times the largest entry.
    /// An entry that is not a number is equal to nothing.
    /// </summary>
    public bool IsInvariant(int i, int j, double tolerance)
    {
        double allowed = tolerance * _largest;
        for (int n = 0; n < _rows.Lengths.Count; n++)
        {
            int exchanged = n == i ? j : n == j ? i : n;
            if (!(Distance(i, n, j, exchanged) <= allowed && Distance(n, i, exchanged, j) <= allowed))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The most an exchange of agents i and j, of equal dimensions, moves an entry, relative to the largest entry; 0 for a zero matrix.</summary>
    public double ExchangeDistance(int i, int j)
    {
        double distance = 0;
        for (int n = 0; n < _rows.Lengths.Count; n++)
        {
            int exchanged = n == i ? j : n == j ? i : n;
            distance = Math.Max(distance, Math.Max(Distance(i, n, j, exchanged), Distance(n, i, exchanged, j)));
        }

        return distance == 0 ? 0 : distance / _largest;
    }

    /// <summary>The mean of the blocks of the given pairs, null where there are none.</summary>
    /// <param name="pairs">The agents of each block's rows and columns.</param>
    /// <param name="error">Raised to the most an entry differs from the mean, relative to the largest entry.</param>
    public double[,]? Average(IReadOnlyList<(int Row, int Column)> pairs, ref double error)
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        // Summing differences from the first block leaves equal blocks as they are, to the bit.
        (int firstRow, int firstColumn) = pairs[0];
        double[,] mean = DenseMatrix.Create(_rows.Lengths[firstRow], _columns.Lengths[firstColumn], (r, c) =>
        {
            double first = Entry(firstRow, firstColumn, r, c);
            double sum = 0;
            foreach ((int row, int column) in pairs)
            {
                sum += Entry(row, column, r, c) - first;
            }

            return first + sum / pairs.Count;
        });
        foreach ((int row, int column) in pairs)
        {
            for (int r = 0; r < mean.GetLength(0); r++)
            {
                for (int c = 0; c < mean.GetLength(1); c++)
                {
                    double difference = Math.Abs(Entry(row, column, r, c) - mean[r, c]);
                    error = difference == 0 ? error : Math.Max(error, difference / _largest);
                }
            }
        }

        return mean;
    }

    private double Entry(int row, int column, int r, int c) => _matrix[_rows.Offset(row) + r, _columns.Offset(column) + c];

    /// <summary>The largest difference between block (i, j) and block (k, l), of equal size.</summary>
    private double Distance(int i, int j, int k, int l)
    {
        double distance = 0;
        for (int r = 0; r < _rows.Lengths[i]; r++)
        {
            for (int c = 0; c < _columns.Lengths[j]; c++)
            {
                distance = Math.Max(distance, Math.Abs(Entry(i, j, r, c) - Entry(k, l, r, c)));
            }
        }

        return distance;
    }
}
