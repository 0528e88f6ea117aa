using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SpanLqr.Learning.Lqr;

/// <summary>Sums of products Σ_t f_i f_j of the rows f of some data: of the first so many entries with themselves and with all others.</summary>
/// <remarks>Sums run in the order of the data, entry by entry, whatever the width of a vector. Cost: rows·(2·width − rows) flops a sample.</remarks>
internal sealed class Moments
{
    // Samples that one pass over a row adds, so that the row is loaded and stored once for all of them.
    private const int AtOnce = 4;

    private readonly double[] _sums;
    private readonly double[] _block;
    private int _filled;

    /// <summary>Sums that are zero.</summary>
    public Moments(int rows, int width)
    {
        (Rows, Width) = (rows, width);
        _sums = new double[SpanLength.Of((long)rows * width, nameof(rows))];
        _block = new double[SpanLength.Of((long)AtOnce * width, nameof(width))];
    }

    /// <summary>How many entries are multiplied with all others.</summary>
    public int Rows { get; }

    /// <summary>The entries of a sample.</summary>
    public int Width { get; }

    /// <summary>How many samples there are.</summary>
    public long Count { get; private set; }

    /// <summary>Where the next sample is to be written before <see cref="Take"/>.</summary>
    public Span<double> Next => _block.AsSpan(_filled * Width, Width);

    /// <summary>Takes the sample in <see cref="Next"/>.</summary>
    public void Take()
    {
        Count++;
        if (++_filled == AtOnce)
        {
            Flush();
        }
    }

    /// <summary>Adds what has been taken; sums are complete after it.</summary>
    public void Flush()
    {
        _block.AsSpan(_filled * Width).Clear();
        if (_filled > 0)
        {
            AddBlock();
            _filled = 0;
        }
    }

    /// <summary>Σ f_i f_j, i below <see cref="Rows"/>.</summary>
    public double At(int i, int j) => i <= j ? _sums[(i * Width) + j] : _sums[(j * Width) + i];

    /// <summary>Adds other sums to these.</summary>
    public void Add(Moments other)
    {
        Count += other.Count;
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] += other._sums[i];
        }
    }

    /// <summary>These sums and α times others.</summary>
    public Moments Plus(Moments other, double alpha = 1)
    {
        var result = new Moments(Rows, Width) { Count = Count + ((long)alpha * other.Count) };
        for (int i = 0; i < _sums.Length; i++)
        {
            result._sums[i] = _sums[i] + (alpha * other._sums[i]);
        }

        return result;
    }

    /// <summary>The sum of several.</summary>
    public static Moments Sum(ReadOnlySpan<Moments> parts)
    {
        Moments sum = parts[0];
        foreach (Moments part in parts[1..])
        {
            sum = sum.Plus(part);
        }

        return sum;
    }

    /// <summary>Writes all that later sums depend on; whole blocks only, so flush first.</summary>
    public void Save(StateList state)
    {
        state.Add(Count);
        state.Add(_sums);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(StateList state)
    {
        Count = (long)state.Next();
        state.Next(_sums);
    }

    private void AddBlock()
    {
        ref double sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        ref double block = ref MemoryMarshal.GetArrayDataReference(_block);
        int lanes = Vector<double>.Count;
        for (int i = 0; i < Rows; i++)
        {
            (double f0, double f1, double f2, double f3) = (_block[i], _block[Width + i], _block[(2 * Width) + i], _block[(3 * Width) + i]);
            int j = i;
            for (; j <= Width - lanes; j += lanes)
            {
                Vector<double> sum = Vector.LoadUnsafe(ref sums, (nuint)((i * Width) + j));
                sum = Vector.FusedMultiplyAdd(new Vector<double>(f0), Vector.LoadUnsafe(ref block, (nuint)j), sum);
                sum = Vector.FusedMultiplyAdd(new Vector<double>(f1), Vector.LoadUnsafe(ref block, (nuint)(Width + j)), sum);
                sum = Vector.FusedMultiplyAdd(new Vector<double>(f2), Vector.LoadUnsafe(ref block, (nuint)((2 * Width) + j)), sum);
                sum = Vector.FusedMultiplyAdd(new Vector<double>(f3), Vector.LoadUnsafe(ref block, (nuint)((3 * Width) + j)), sum);
                sum.StoreUnsafe(ref sums, (nuint)((i * Width) + j));
            }

            for (; j < Width; j++)
            {
                double sum = Math.FusedMultiplyAdd(f0, _block[j], _sums[(i * Width) + j]);
                sum = Math.FusedMultiplyAdd(f1, _block[Width + j], sum);
                sum = Math.FusedMultiplyAdd(f2, _block[(2 * Width) + j], sum);
                _sums[(i * Width) + j] = Math.FusedMultiplyAdd(f3, _block[(3 * Width) + j], sum);
            }
        }
    }
}
