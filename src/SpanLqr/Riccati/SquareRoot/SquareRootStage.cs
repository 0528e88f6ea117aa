using System;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>One stage of the square-root recursion: a QR factorisation in place of every product that would square a condition.</summary>
/// <remarks>
/// With P = U'U and [[R, S'], [S, Q]] = J'J, the QR factorisation of [J; U·[B A]] has the triangle [[G, H], [0, U⁻]]:
/// G'G = R + B'PB, G'H = B'PA + S', and U⁻'U⁻ = Q + A'PA − H'H is the P of this stage. Rows are exchanged, and columns of inputs, so that
/// the rounding of each row stays relative to itself: cheap inputs make those of J far smaller than those of UB. Source: Cox and Higham,
/// Stability of Householder QR factorization for weighted least squares problems (1998).
/// </remarks>
internal readonly ref struct SquareRootStage
{
    // A diagonal entry of G that lost all but this share of its column is rounding.
    private const double PivotTolerance = 8 * 2.2204460492503131e-16;

    private readonly int _n;
    private readonly int _m;
    private readonly Span<double> _array;
    private readonly Span<double> _weight;
    private readonly Span<double> _joint;
    private readonly Span<double> _reflector;
    private readonly Span<double> _along;
    private readonly Span<int> _order;

    public SquareRootStage(int n, int m, Workspace memory)
    {
        int both = n + m;
        _n = n;
        _m = m;
        _array = Dense.Span(ref memory.Take((both + n) * both), (both + n) * both);
        _weight = Dense.Span(ref memory.Take(both * both), both * both);
        _joint = Dense.Span(ref memory.Take(both * both), both * both);
        _reflector = Dense.Span(ref memory.Take(both + n), both + n);
        _along = Dense.Span(ref memory.Take(both), both);
        _order = MemoryMarshal.CreateSpan(ref memory.TakePivots(m), m);
    }

    public static int WorkspaceLength(int n, int m)
    {
        long both = (long)n + m;
        return SpanLength.Of(((both + n) * both) + (2 * both * both) + (both + n) + both + Workspace.PivotLength(m), "shape");
    }

    /// <summary>J'J = [[R, S'], [S, Q]].</summary>
    /// <param name="q">Q.</param>
    /// <param name="r">R.</param>
    /// <param name="s">S, or nothing.</param>
    /// <param name="isRegular">Whether R is positive definite beyond rounding, and R + B'PB with it, however small R is.</param>
    /// <returns>False where that matrix is not semidefinite.</returns>
    public bool TryFactorWeights(ReadOnlySpan<double> q, ReadOnlySpan<double> r, ReadOnlySpan<double> s, out bool isRegular)
    {
        int n = _n, m = _m, both = n + m;
        isRegular = InputWeightFactor.TryCholesky(new DynamicShape(n, m), ref MemoryMarshal.GetReference(r), ref _joint[0]);
        _weight.Clear();
        for (int i = 0; i < m; i++)
        {
            r.Slice(i * m, m).CopyTo(_weight[(i * both)..]);
        }

        for (int i = 0; i < n; i++)
        {
            q.Slice(i * n, n).CopyTo(_weight[(((m + i) * both) + m)..]);
            for (int j = 0; j < m && !s.IsEmpty; j++)
            {
                _weight[((m + i) * both) + j] = _weight[(j * both) + m + i] = s[(i * m) + j];
            }
        }

        Symmetric.WritePart(_weight, both, _weight);
        return SemidefiniteFactor.TryFactor(both, _weight, _joint, _along);
    }

    /// <summary>U'U = P for the terminal cost, U upper triangular.</summary>
    /// <returns>False where P is not semidefinite.</returns>
    public bool TryFactorTerminal(ReadOnlySpan<double> p, Span<double> factor)
    {
        Symmetric.WritePart(p, _n, _weight);
        if (!SemidefiniteFactor.TryFactor(_n, _weight[..(_n * _n)], factor, _along[.._n]))
        {
            return false;
        }

        Triangularise(factor, _n, _n, 0);
        return true;
    }

    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="next">U of the next stage, upper triangular.</param>
    /// <param name="isRegular">Whether R alone is regular.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="destination">U of this stage, upper triangular with a diagonal that is not negative. May be <paramref name="next"/>.</param>
    /// <returns>False where R + B'PB is singular to rounding.</returns>
    public bool TryRun(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> next, bool isRegular, Span<double> gain, Span<double> destination)
    {
        int n = _n, m = _m, both = n + m;
        _joint.CopyTo(_array);
        Span<double> below = _array[(both * both)..];
        below.Clear();
        for (int i = 0; i < n; i++)
        {
            Span<double> row = below.Slice(i * both, both);
            for (int k = i; k < n; k++)
            {
                double entry = next[(i * n) + k];
                TensorPrimitives.MultiplyAdd(b.Slice(k * m, m), entry, row[..m], row[..m]);
                TensorPrimitives.MultiplyAdd(a.Slice(k * n, n), entry, row[m..], row[m..]);
            }
        }

        ColumnSizes(m, both);
        Triangularise(_array, both + n, both, m);
        if (!TrySolveGain(isRegular, gain))
        {
            return false;
        }

        for (int i = 0; i < n; i++)
        {
            _array.Slice(((m + i) * both) + m, n).CopyTo(destination[(i * n)..]);
        }

        return true;
    }

    /// <summary>The largest entries of the input columns, left where the diagonal of G is compared with them.</summary>
    private void ColumnSizes(int count, int stride)
    {
        for (int j = 0; j < count; j++)
        {
            double largest = 0;
            for (int i = 0; i < _array.Length / stride; i++)
            {
                largest = Math.Max(largest, Math.Abs(_array[(i * stride) + j]));
            }

            _weight[j] = largest;
        }
    }

    /// <summary>G·K = H by substitution.</summary>
    private bool TrySolveGain(bool isRegular, Span<double> gain)
    {
        int n = _n, m = _m, both = n + m;
        for (int i = m - 1; i >= 0; i--)
        {
            double diagonal = _array[i * (both + 1)];
            if (!(diagonal > (isRegular ? 0 : PivotTolerance * both * _weight[_order[i]])))
            {
                return false;
            }

            Span<double> row = gain.Slice(_order[i] * n, n);
            _array.Slice((i * both) + m, n).CopyTo(row);
            for (int k = i + 1; k < m; k++)
            {
                TensorPrimitives.MultiplyAdd(gain.Slice(_order[k] * n, n), -_array[(i * both) + k], row, row);
            }

            TensorPrimitives.Divide(row, diagonal, row);
        }

        return true;
    }

    /// <summary>
    /// The triangle of a QR factorisation by Householder reflections, in place, with a diagonal that is not negative; the first columns in
    /// the order that is left in <see cref="_order"/>.
    /// </summary>
    private void Triangularise(Span<double> array, int rows, int columns, int free)
    {
        for (int j = 0; j < free; j++)
        {
            _order[j] = j;
        }

        for (int k = 0; k < Math.Min(rows, columns); k++)
        {
            if (k < free)
            {
                ExchangeColumns(array, rows, columns, k, LongestColumn(array, rows, columns, k, free));
            }

            ExchangeRows(array, columns, k, LargestRow(array, rows, columns, k));
            Span<double> v = _reflector[..(rows - k)];
            for (int i = 0; i < v.Length; i++)
            {
                v[i] = array[((k + i) * columns) + k];
                array[((k + i) * columns) + k] = 0;
            }

            double beta = Reflection.Make(v, out double image);
            array[(k * columns) + k] = image;
            if (beta != 0 && k + 1 < columns)
            {
                Reflection.ApplyLeft(v, beta, array, columns, k, k + 1, _along);
            }

            if (image < 0)
            {
                Span<double> row = array.Slice((k * columns) + k, columns - k);
                TensorPrimitives.Negate(row, row);
            }
        }
    }

    /// <summary>The input of which most is left from row k on, relative to the largest entry of its column.</summary>
    private int LongestColumn(ReadOnlySpan<double> array, int rows, int columns, int k, int free)
    {
        int chosen = k;
        double most = 0;
        for (int j = k; j < free; j++)
        {
            double size = _weight[_order[j]], left = 0;
            for (int i = k; i < rows && size > 0; i++)
            {
                double entry = array[(i * columns) + j] / size;
                left += entry * entry;
            }

            (chosen, most) = left > most ? (j, left) : (chosen, most);
        }

        return chosen;
    }

    private static int LargestRow(ReadOnlySpan<double> array, int rows, int columns, int k)
    {
        int chosen = k;
        for (int i = k + 1; i < rows; i++)
        {
            chosen = Math.Abs(array[(i * columns) + k]) > Math.Abs(array[(chosen * columns) + k]) ? i : chosen;
        }

        return chosen;
    }

    private void ExchangeColumns(Span<double> array, int rows, int columns, int i, int k)
    {
        for (int row = 0; row < rows && i != k; row++)
        {
            (array[(row * columns) + i], array[(row * columns) + k]) = (array[(row * columns) + k], array[(row * columns) + i]);
        }

        (_order[i], _order[k]) = (_order[k], _order[i]);
    }

    private static void ExchangeRows(Span<double> array, int columns, int i, int k)
    {
        for (int j = 0; j < columns && i != k; j++)
        {
            (array[(i * columns) + j], array[(k * columns) + j]) = (array[(k * columns) + j], array[(i * columns) + j]);
        }
    }
}
