using System;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Robust;

/// <summary>An oracle of some of another's parameters, the rest of which are held.</summary>
internal sealed class ParameterBlock : ICostOracle
{
    private readonly ICostOracle _whole;
    private readonly int _offset;
    private readonly double[] _held;
    private double[] _rows = [];

    public ParameterBlock(ICostOracle whole, int offset, int count)
    {
        (_whole, _offset, ParameterCount) = (whole, offset, count);
        _held = new double[whole.ParameterCount];
    }

    /// <inheritdoc/>
    public int ParameterCount { get; }

    /// <inheritdoc/>
    public int StepsPerRollout => _whole.StepsPerRollout;

    /// <summary>Holds all parameters here but those of the block.</summary>
    public void Hold(ReadOnlySpan<double> parameters) => parameters.CopyTo(_held);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        int width = _held.Length;
        if (_rows.Length < costs.Length * width)
        {
            _rows = new double[SpanLength.Of((long)costs.Length * width, nameof(costs))];
        }

        for (int row = 0; row < costs.Length; row++)
        {
            _held.CopyTo(_rows, row * width);
            parameters.Slice(row * ParameterCount, ParameterCount).CopyTo(_rows.AsSpan((row * width) + _offset));
        }

        _whole.Evaluate(_rows.AsSpan(0, costs.Length * width), keys, costs);
    }
}
