using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace SpanLqr.Learning;

/// <summary>The numbers of a learner's state, written and read in the same order.</summary>
internal sealed class StateList
{
    private readonly List<double> _values;
    private int _next;

    /// <summary>An empty list, to write to.</summary>
    public StateList() => _values = [];

    /// <summary>The numbers of a state, to read from.</summary>
    public StateList(IReadOnlyList<double> values) => _values = [.. values];

    /// <summary>All that was written.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Writes a number.</summary>
    public void Add(double value) => _values.Add(value);

    /// <summary>Writes numbers.</summary>
    public void Add(ReadOnlySpan<double> values) => _values.AddRange(values);

    /// <summary>Writes a matrix that may be missing.</summary>
    public void Add(double[,]? matrix)
    {
        Add(matrix?.GetLength(0) ?? 0);
        Add(matrix?.GetLength(1) ?? 0);
        Add(matrix is null ? [] : Arrays.Flat(matrix));
    }

    /// <summary>Reads a number.</summary>
    /// <exception cref="ArgumentException">There is none left.</exception>
    public double Next()
    {
        if (_next >= _values.Count)
        {
            throw new ArgumentException($"The state has {_values.Count} values, expected more.", "state");
        }

        return _values[_next++];
    }

    /// <summary>Reads numbers.</summary>
    /// <exception cref="ArgumentException">There are too few left.</exception>
    public void Next(Span<double> destination)
    {
        if (_values.Count - _next < destination.Length)
        {
            throw new ArgumentException($"The state has {_values.Count} values, expected at least {_next + destination.Length}.", "state");
        }

        CollectionsMarshal.AsSpan(_values).Slice(_next, destination.Length).CopyTo(destination);
        _next += destination.Length;
    }

    /// <summary>Reads a matrix that may be missing.</summary>
    public double[,]? NextMatrix()
    {
        int rows = (int)Next(), columns = (int)Next();
        if (rows == 0)
        {
            return null;
        }

        double[,] matrix = new double[rows, columns];
        Next(Arrays.Flat(matrix));
        return matrix;
    }

    /// <summary>Requires that everything was read.</summary>
    /// <exception cref="ArgumentException">Something is left.</exception>
    public void RequireEnd()
    {
        if (_next != _values.Count)
        {
            throw new ArgumentException($"The state has {_values.Count} values, expected {_next}.", "state");
        }
    }
}
