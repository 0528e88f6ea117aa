using System;
using SpanLqr.Shapes;

namespace SpanLqr.Rollouts;

/// <summary>The numbers of one closed loop x⁺ = Fx + c + w with stage cost x'Mx + 2g'x + h, wherever they lie: term is added to term.</summary>
/// <remarks>
/// A view, which owns nothing. The order of the terms decides the last bits, and nothing else does. A term of an index out of range
/// throws an <see cref="IndexOutOfRangeException"/> or changes another entry of the same loop.
/// </remarks>
public readonly ref struct LoopEntries
{
    private readonly Span<double> _entries;
    private readonly int _stride;
    private readonly ref double _constant;

    /// <summary>The loop whose entry k, as <see cref="LoopLayout"/> counts, lies at k·stride.</summary>
    internal LoopEntries(int stateDim, Span<double> entries, int stride, ref double constant)
    {
        StateDim = stateDim;
        _entries = entries[..(((LoopLayout.Noise(stateDim) - 1) * stride) + 1)];
        _stride = stride;
        _constant = ref constant;
    }

    /// <summary>n, the number of states.</summary>
    public int StateDim { get; }

    /// <summary>Makes it the same as another loop, but for the noise.</summary>
    /// <param name="loop">A loop of n states.</param>
    /// <exception cref="ArgumentException">It has another number of states.</exception>
    public void Set(ClosedLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        if (loop.StateDim != StateDim)
        {
            throw new ArgumentException($"The loop has {loop.StateDim} states, expected {StateDim}.", nameof(loop));
        }

        ReadOnlySpan<double> entries = loop.Numbers;
        for (int k = 0; k < entries.Length; k++)
        {
            _entries[k * _stride] = entries[k];
        }

        _constant = loop.CostConstant;
    }

    /// <summary>x_i⁺ += v·x_j.</summary>
    /// <param name="i">i.</param>
    /// <param name="j">j.</param>
    /// <param name="value">v.</param>
    public void AddDynamics(int i, int j, double value) => _entries[((i * StateDim) + j) * _stride] += value;

    /// <summary>x_i⁺ += v.</summary>
    /// <param name="i">i.</param>
    /// <param name="value">v.</param>
    public void AddOffset(int i, double value) => _entries[(LoopLayout.Offset(StateDim) + i) * _stride] += value;

    /// <summary>Stage cost += v·x_i·x_j.</summary>
    /// <param name="i">i.</param>
    /// <param name="j">j.</param>
    /// <param name="value">v.</param>
    public void AddCost(int i, int j, double value)
    {
        (int row, int column) = i <= j ? (i, j) : (j, i);
        int rowStart = (row * StateDim) - (row * (row - 1) / 2);
        _entries[(LoopLayout.Cost(StateDim) + rowStart + column - row) * _stride] += value;
    }

    /// <summary>Stage cost += v·x_i.</summary>
    /// <param name="i">i.</param>
    /// <param name="value">v.</param>
    public void AddCost(int i, double value) => _entries[(LoopLayout.CostLinear(StateDim) + i) * _stride] += value;

    /// <summary>Stage cost += v.</summary>
    /// <param name="value">v.</param>
    public void AddCost(double value) => _constant += value;
}
