using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Linear;

/// <summary>Vectors one after the other.</summary>
internal sealed class Stacking
{
    private readonly int[] _offsets;

    /// <summary>Stacks vectors of the given lengths.</summary>
    public Stacking(IReadOnlyList<int> lengths)
    {
        Lengths = lengths;
        _offsets = new int[lengths.Count];
        for (int i = 1; i < _offsets.Length; i++)
        {
            _offsets[i] = _offsets[i - 1] + lengths[i - 1];
        }
    }

    /// <summary>The length of each vector.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>The length of the whole.</summary>
    public int Total => Lengths.Sum();

    /// <summary>Where vector i begins.</summary>
    public int Offset(int i) => _offsets[i];
}
