using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace SpanLqr.Games;

/// <summary>The choices of units that make up a real subspace of n dimensions whose upper block may be regular, least spectral radius first.</summary>
internal sealed class SubspaceSelection(IReadOnlyList<PencilUnit> units, int dimension)
{
    // Eigenvectors whose upper halves are this near to dependent leave no regular upper block.
    private const double Independence = 1e-11;

    // Choices made and unmade before the search gives up; games of this size have far too many subspaces to list.
    private const int MaxChoices = 200_000;

    private readonly List<int> _chosen = [];
    private readonly List<Complex[]> _basis = [];
    private int _choices;

    /// <summary>Whether the search gave up before it had seen all.</summary>
    public bool GaveUp => _choices > MaxChoices;

    /// <summary>Indices of units, those with a smaller largest modulus first.</summary>
    public IEnumerable<int[]> All()
    {
        for (int last = 0; last < units.Count; last++)
        {
            // The largest one is chosen first, then the rest among the smaller ones.
            if (!TryChoose(last))
            {
                continue;
            }

            foreach (int[] selection in Extend(0, last, dimension - units[last].Width))
            {
                yield return selection;
            }

            Unchoose(last);
        }
    }

    private IEnumerable<int[]> Extend(int index, int last, int missing)
    {
        if (missing == 0)
        {
            if (IsClosed(last))
            {
                yield return _chosen.Order().ToArray();
            }

            yield break;
        }

        if (index == last || missing < 0 || GaveUp || !CanFill(index, last, missing))
        {
            yield break;
        }

        bool free = units[index].Rank == 0 || _chosen.Contains(index - 1);
        if (free && TryChoose(index))
        {
            foreach (int[] selection in Extend(index + 1, last, missing - units[index].Width))
            {
                yield return selection;
            }

            Unchoose(index);
        }

        // What the last one needs before it cannot be left out.
        if (units[index].Cluster != units[last].Cluster)
        {
            foreach (int[] selection in Extend(index + 1, last, missing))
            {
                yield return selection;
            }
        }
    }

    private bool IsClosed(int last) => Enumerable.Range(1, units[last].Rank).All(before => _chosen.Contains(last - before));

    private bool CanFill(int index, int last, int missing)
    {
        int sum = 0;
        bool single = false;
        for (int i = index; i < last; i++)
        {
            sum += units[i].Width;
            single |= units[i].Width == 1;
        }

        return sum >= missing && (single || missing % 2 == 0);
    }

    private bool TryChoose(int index)
    {
        _choices++;
        int before = _basis.Count;
        foreach (Complex[] top in units[index].Tops ?? [])
        {
            Complex[] rest = (Complex[])top.Clone();
            foreach (Complex[] direction in _basis)
            {
                Complex along = Complex.Zero;
                for (int i = 0; i < rest.Length; i++)
                {
                    along += Complex.Conjugate(direction[i]) * rest[i];
                }

                for (int i = 0; i < rest.Length; i++)
                {
                    rest[i] -= along * direction[i];
                }
            }

            double size = Math.Sqrt(rest.Sum(entry => (entry.Real * entry.Real) + (entry.Imaginary * entry.Imaginary)));
            if (!(size > Independence))
            {
                _basis.RemoveRange(before, _basis.Count - before);
                return false;
            }

            _basis.Add(Array.ConvertAll(rest, entry => entry / size));
        }

        _chosen.Add(index);
        return true;
    }

    private void Unchoose(int index)
    {
        _chosen.Remove(index);
        int vectors = units[index].Tops?.Length ?? 0;
        _basis.RemoveRange(_basis.Count - vectors, vectors);
    }
}
