using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SpanLqr.Plants;

/// <summary>The triangle T with T'T = X'X of a tall X whose blocks of rows are written one after the other, by Householder reflections.</summary>
/// <remarks>
/// X is kept column by column, each padded with zeros to whole vectors, so that every inner loop runs along a column. The order of the
/// sums does not depend on the width of the machine's vectors. About 2·rows·columns² flops.
/// </remarks>
internal readonly ref struct StackedTriangle
{
    private const int Width = 8;

    private readonly Span<double> _columns;
    private readonly int _count;
    private readonly int _stride;

    /// <param name="rows">The most rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="memory"><see cref="Length"/> entries.</param>
    public StackedTriangle(int rows, int columns, Span<double> memory)
    {
        _count = columns;
        _stride = Padded(rows);
        _columns = memory[..(columns * _stride)];
    }

    /// <summary>The entries of memory that a stack needs.</summary>
    /// <param name="rows">The most rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="argument">The argument that asks for so many.</param>
    public static int Length(long rows, int columns, string argument) => SpanLength.Of(Padded(SpanLength.Of(rows, argument)), columns, 1, argument);

    /// <summary>Puts all rows to zero.</summary>
    public void Clear() => _columns.Clear();

    /// <summary>Writes c·X for a row-major block X of so many columns, its first entry at (row, column) of the stack.</summary>
    public void Write(int row, int column, ref double block, int rows, int columns, double factor)
    {
        for (int j = 0; j < columns; j++)
        {
            Span<double> target = _columns.Slice(((column + j) * _stride) + row, rows);
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = factor * Unsafe.Add(ref block, (i * columns) + j);
            }
        }
    }

    /// <summary>X ← QX upper triangular.</summary>
    public void Reduce()
    {
        int steps = Math.Min(_count, _stride);
        Span<double> kept = stackalloc double[Width];
        for (int k = 0; k < steps; k++)
        {
            // Whole vectors: the part above the diagonal that shares one with it is taken out for the time being.
            int start = k / Width * Width;
            Span<double> column = _columns.Slice((k * _stride) + start, _stride - start);
            int above = k - start;
            column[..above].CopyTo(kept);
            column[..above].Clear();
            double beta = Reflect(column, above, out double image);
            for (int j = k + 1; beta != 0 && j < _count; j++)
            {
                Span<double> other = _columns.Slice((j * _stride) + start, _stride - start);
                AddScaled(column, -beta * Dot(column, other), other);
            }

            column.Clear();
            kept[..above].CopyTo(column);
            column[above] = image;
        }
    }

    /// <summary>Copies rows and columns of the triangle into a row-major block.</summary>
    public void Read(int row, int column, Span<double> block, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                block[(i * columns) + j] = row + i < _stride ? _columns[((column + j) * _stride) + row + i] : 0;
            }
        }
    }

    private static int Padded(int rows) => (rows + Width - 1) / Width * Width;

    /// <summary>v of the reflection I − βvv' that leaves one entry of x; v takes the place of x.</summary>
    private static double Reflect(Span<double> x, int head, out double image)
    {
        double squares = Dot(x, x);
        double norm = squares is > 1e-280 and < 1e280 ? Math.Sqrt(squares) : ScaledNorm(x);
        image = x[head];

        // Entries that are too small to change the norm meet large ones of other columns: only zeros may be left as they are.
        if (norm == Math.Abs(image) && !HasRest(x, head))
        {
            return 0;
        }

        image = -Math.CopySign(norm, x[head]);
        double first = x[head] - image;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] /= first;
        }

        x[head] = 1;
        return -first / image;
    }

    private static bool HasRest(ReadOnlySpan<double> x, int head) =>
        x[..head].ContainsAnyExcept(0.0) || x[(head + 1)..].ContainsAnyExcept(0.0);

    /// <summary>‖x‖ where the squares are no numbers.</summary>
    private static double ScaledNorm(ReadOnlySpan<double> x)
    {
        double norm = 0;
        foreach (double entry in x)
        {
            norm = double.Hypot(norm, entry);
        }

        return norm;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        Vector512<double> sum = default;
        for (int i = 0; i < x.Length; i += Width)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref first, (nuint)i), Vector512.LoadUnsafe(ref second, (nuint)i), sum);
        }

        Vector256<double> half = sum.GetLower() + sum.GetUpper();
        Vector128<double> quarter = half.GetLower() + half.GetUpper();
        return quarter[0] + quarter[1];
    }

    private static void AddScaled(ReadOnlySpan<double> x, double alpha, Span<double> y)
    {
        ref double first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y);
        Vector512<double> factor = Vector512.Create(alpha);
        for (int i = 0; i < y.Length; i += Width)
        {
            Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref first, (nuint)i), Vector512.LoadUnsafe(ref second, (nuint)i))
                .StoreUnsafe(ref second, (nuint)i);
        }
    }
}
