using System;
using SpanLqr.RandomNumbers;

namespace SpanLqr.Populations;

/// <summary>
/// The mean and the scatter S = Σ x̃x̃' of one population, exactly in law and in O(d³) a step whatever N is. The N − 1 deviations that are
/// free are, after a rotation of the agents, independent: y⁺ = My + w.
/// </summary>
/// <remarks>
/// With S = R'R, S⁺ = (RM' + G)'(RM' + G) + Wishart_{N−1−d}(W), G of d rows N(0, W). Both terms stay roots: T of the second by Bartlett, and the
/// first absorbed into T by reflections, so that nothing is squared and a singular W does no harm. For N − 1 &lt; 2d the N − 1 rotated deviations
/// themselves are the rows of R.
/// </remarks>
internal sealed class CollapsedPopulation
{
    private readonly int _d;
    private readonly int _rows;
    private readonly double _meanScale;
    private readonly double _size;
    private readonly double[] _dynamics;
    private readonly double[] _noise;
    private readonly double[]? _initial;
    private readonly Wishart? _rest;
    private readonly Wishart? _first;
    private readonly double[] _root;
    private readonly double[] _next;
    private readonly double[] _bartlett;
    private readonly double[] _normals;
    private readonly int _stages;
    private NormalStream _stream;

    public CollapsedPopulation(AgentLoop loop)
    {
        _d = loop.StateDim;
        _size = loop.Size;
        long free = loop.Size - 1L;
        bool isWishart = free >= 2 * _d;
        _rows = isWishart ? _d : (int)free;
        _meanScale = 1 / Math.Sqrt(loop.Size);
        _dynamics = Flattened.Stack(loop.Dynamics);
        _stages = loop.Dynamics.Count;
        double[,] factor = Flattened.Factor(loop.Noise, _d, "Noise");
        _noise = Flattened.Of(factor);
        if (loop.Initial is not null)
        {
            double[,] initial = Flattened.Factor(loop.Initial, _d, "Initial");
            _initial = Flattened.Of(initial);
            _first = isWishart ? new Wishart(initial, free) : null;
        }

        _rest = isWishart ? new Wishart(factor, free - _d) : null;
        _root = new double[_rows * _d];
        _next = new double[_rows * _d];
        _bartlett = new double[isWishart ? _d * _d : 0];
        _normals = new double[_d + (_rows * _d) + MomentLayout.Packed(_d)];
    }

    /// <summary>Step 0.</summary>
    public void Start(ulong seed, ulong id, Span<double> record)
    {
        _stream = new NormalStream(seed, id, 0);
        record.Clear();
        Array.Clear(_root);
        if (_initial is null)
        {
            return;
        }

        int bulk = _first is null ? _rows * _d : MomentLayout.Packed(_d);
        Span<double> normals = _normals.AsSpan(0, _d + bulk);
        _stream.Fill(normals);
        Correlate(_initial, normals[.._d], _meanScale, record[.._d]);
        if (_first is null)
        {
            for (int i = 0; i < _rows; i++)
            {
                Correlate(_initial, normals.Slice(_d + (i * _d), _d), 1, _root.AsSpan(i * _d, _d));
            }
        }
        else
        {
            _first.RootFrom(normals[_d..], ref _stream, _root);
        }

        WriteScatter(record[_d..]);
    }

    /// <summary>Step t → t + 1.</summary>
    public void Advance(int t, Span<double> record)
    {
        int d = _d;
        Span<double> normals = _normals.AsSpan(0, d + (_rows * d) + (_rest is null ? 0 : MomentLayout.Packed(d)));
        _stream.Fill(normals);
        Correlate(_noise, normals[..d], _meanScale, record[..d]);
        double energy = _size * SumOfSquares(record[..d]);
        ReadOnlySpan<double> m = _dynamics.AsSpan(_stages == 1 ? 0 : t * d * d, d * d);
        for (int i = 0; i < _rows; i++)
        {
            Span<double> moved = _next.AsSpan(i * d, d);
            Correlate(_noise, normals.Slice(d + (i * d), d), 1, moved);
            energy += SumOfSquares(moved);
            for (int j = 0; j < d; j++)
            {
                double sum = moved[j];
                for (int k = 0; k < d; k++)
                {
                    sum += _root[(i * d) + k] * m[(j * d) + k];
                }

                moved[j] = sum;
            }
        }

        if (_rest is null)
        {
            _next.CopyTo(_root.AsSpan());
        }
        else
        {
            _rest.RootFrom(normals[(d + (_rows * d))..], ref _stream, _bartlett);
            energy += SumOfSquares(_bartlett);
            TriangularRoot.Absorb(d, _next, _bartlett);
            _bartlett.CopyTo(_root.AsSpan());
        }

        WriteScatter(record[d..]);
        record[^1] = energy;
    }

    private void WriteScatter(Span<double> packed)
    {
        int at = 0;
        for (int i = 0; i < _d; i++)
        {
            for (int j = i; j < _d; j++)
            {
                double sum = 0;
                for (int row = 0; row < _rows; row++)
                {
                    sum += _root[(row * _d) + i] * _root[(row * _d) + j];
                }

                packed[at++] = sum;
            }
        }
    }

    /// <summary>s·Lz.</summary>
    private static void Correlate(double[] factor, ReadOnlySpan<double> normals, double scale, Span<double> destination)
    {
        int d = destination.Length;
        for (int i = 0; i < d; i++)
        {
            double sum = 0;
            for (int j = 0; j <= i; j++)
            {
                sum += factor[(i * d) + j] * normals[j];
            }

            destination[i] = scale * sum;
        }
    }

    private static double SumOfSquares(ReadOnlySpan<double> entries)
    {
        double sum = 0;
        foreach (double entry in entries)
        {
            sum += entry * entry;
        }

        return sum;
    }
}
