using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Teams;

/// <summary>
/// A matrix of the whole team that no exchange within a population changes, held by the few blocks that differ:
/// X^l on the diagonal of population l, X̆^{lk} between two different agents of l and k.
/// </summary>
internal sealed class ExchangeableMatrix
{
    /// <summary>
    /// A sum this small against its terms is their rounding error: weights such as ‖x − x̄‖² cancel in the mean field,
    /// and what they leave must not decide whether the rest is definite.
    /// </summary>
    private const double CancellationTolerance = 8 * 2.220446049250313e-16;

    private readonly double[][,] _own;
    private readonly double[,]?[,]? _between;
    private readonly IReadOnlyList<int> _sizes;
    private readonly int[] _rows;
    private readonly int[] _columns;

    /// <summary>Holds the blocks; their sizes have been checked.</summary>
    public ExchangeableMatrix(IEnumerable<double[,]> own, double[,]?[,]? between, IReadOnlyList<int> sizes)
    {
        _own = own.ToArray();
        _between = between;
        _sizes = sizes;
        _rows = _own.Select(block => block.GetLength(0)).ToArray();
        _columns = _own.Select(block => block.GetLength(1)).ToArray();
    }

    /// <summary>For each population, the rows of one agent.</summary>
    public IReadOnlyList<int> RowCounts => _rows;

    /// <summary>The rows or columns of the matrix written out, whichever are more.</summary>
    public long ExpandedDimension => Math.Max(Expanded(_rows), Expanded(_columns));

    /// <summary>X^l − X̆^{ll}: what the matrix does to the deviations of population l from their mean.</summary>
    public double[,] Deviation(int l) => AddMultiple(_own[l], _between?[l, l], -1);

    /// <summary>
    /// What the matrix does to the means: block (l, k) is N_l^p·N_k^q·X̆^{lk} for l ≠ k and N_l^{p+q−1}·(X^l + (N_l − 1)·X̆^{ll})
    /// for l = k, with p the row and q the column power.
    /// </summary>
    /// <remarks>
    /// Powers (0, 1) act on means and give means, (1, 1) is a quadratic form in means, (0, 0) a covariance of means. With (½, ½)
    /// it is the matrix itself restricted to the means scaled by √N_l, an orthonormal basis of the symmetric states.
    /// </remarks>
    public double[,] MeanField(double rowPower, double columnPower)
    {
        double[,] result = new double[_rows.Sum(), _columns.Sum()];
        for (int l = 0, row = 0; l < _own.Length; row += _rows[l], l++)
        {
            for (int k = 0, column = 0; k < _own.Length; column += _columns[k], k++)
            {
                double weight = l == k
                    ? Math.Pow(_sizes[l], rowPower + columnPower - 1)
                    : Math.Pow(_sizes[l], rowPower) * Math.Pow(_sizes[k], columnPower);
                double[,]? block = l == k ? AddMultiple(_own[l], _between?[l, l], _sizes[l] - 1.0) : _between?[l, k];
                Write(block, weight, result, row, column);
            }
        }

        return result;
    }

    /// <summary>The matrix written out, population after population.</summary>
    public double[,] Expand()
    {
        int[] population = Enumerable.Range(0, _own.Length).SelectMany(l => Enumerable.Repeat(l, _sizes[l])).ToArray();
        double[,] result = new double[population.Sum(l => _rows[l]), population.Sum(l => _columns[l])];
        for (int i = 0, row = 0; i < population.Length; row += _rows[population[i]], i++)
        {
            for (int j = 0, column = 0; j < population.Length; column += _columns[population[j]], j++)
            {
                double[,]? block = i == j ? _own[population[i]] : _between?[population[i], population[j]];
                Write(block, 1, result, row, column);
            }
        }

        return result;
    }

    private long Expanded(int[] counts) => counts.Select((count, l) => (long)count * _sizes[l]).Sum();

    private static double[,] AddMultiple(double[,] own, double[,]? between, double multiple)
    {
        return DenseMatrix.Map(own, (i, j, entry) =>
        {
            double addend = between is null ? 0 : multiple * between[i, j];
            double sum = entry + addend;
            return Math.Abs(sum) < CancellationTolerance * (Math.Abs(entry) + Math.Abs(addend)) ? 0 : sum;
        });
    }

    private static void Write(double[,]? block, double weight, double[,] destination, int row, int column)
    {
        for (int i = 0; block is not null && i < block.GetLength(0); i++)
        {
            for (int j = 0; j < block.GetLength(1); j++)
            {
                destination[row + i, column + j] = weight * block[i, j];
            }
        }
    }
}
