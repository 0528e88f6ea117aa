using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Games;

/// <summary>The costs of a checked game as tables: C^{lk} and β^{lk} for every pair, symmetric to the last bit.</summary>
internal sealed class GameWeights
{
    /// <summary>
    /// The most C^{lk} and C^{kl} may differ, relative to the larger, and still count as one weight: a few roundings. The closed form
    /// is wrong by as much as they differ.
    /// </summary>
    private const double SymmetryTolerance = 8 * 2.220446049250313e-16;

    private readonly double[,]?[,] _weights;
    private readonly double[]?[,] _offsets;

    /// <summary>Takes the costs over.</summary>
    public GameWeights(GameProblem problem)
    {
        Count = problem.Populations.Count;
        StateDim = problem.StateDim;
        _weights = new double[,]?[Count, Count];
        _offsets = new double[]?[Count, Count];
        for (int l = 0; l < Count; l++)
        {
            _weights[l, l] = NullIfZero(problem.Populations[l].Own);
        }

        foreach (GameCoupling coupling in problem.Couplings)
        {
            _weights[coupling.Of, coupling.To] = NullIfZero(coupling.Weight);
            _offsets[coupling.Of, coupling.To] = coupling.Offset;
        }
    }

    /// <summary>L.</summary>
    public int Count { get; }

    /// <summary>m.</summary>
    public int StateDim { get; }

    /// <summary>L·m, the length of the stacked mean fields.</summary>
    public int Order => Count * StateDim;

    /// <summary>Whether C^{lk} = (C^{kl})' for all pairs: the game then has a potential, and its equilibrium a closed form.</summary>
    public bool IsSymmetric =>
        Pairs().All(pair => Distance(_weights[pair.L, pair.K], _weights[pair.K, pair.L])
            <= SymmetryTolerance * System.Math.Max(Largest(_weights[pair.L, pair.K]), Largest(_weights[pair.K, pair.L])));

    /// <summary>C^{lk}; null for zero.</summary>
    public double[,]? Weight(int l, int k) => _weights[l, k];

    /// <summary>β^{lk}; null for zero.</summary>
    public double[]? Offset(int l, int k) => _offsets[l, k];

    /// <summary>Q + Σ_k C^{lk}; k = l only where asked for.</summary>
    public double[,] StateWeight(int l, double[,] q, bool withOwn = true)
    {
        double[,] sum = DenseMatrix.HalfSum(q, q);
        for (int k = 0; k < Count; k++)
        {
            if (_weights[l, k] is { } weight && (withOwn || k != l))
            {
                double[,] before = sum;
                sum = DenseMatrix.Map(before, (i, j, entry) => entry + weight[i, j]);
            }
        }

        return sum;
    }

    /// <summary>C_Z: block (l, k) is C^{lk}, L·m squared.</summary>
    public double[,] Stacked() =>
        DenseMatrix.Create(Order, Order, (i, j) => _weights[i / StateDim, j / StateDim]?[i % StateDim, j % StateDim] ?? 0);

    /// <summary>Σ_k C^{lk}β^{lk} for each l, stacked: where the costs pull the agents, L·m.</summary>
    public double[] Pull()
    {
        double[] pull = new double[Order];
        foreach ((int l, int k) in Pairs())
        {
            if (_weights[l, k] is { } weight && _offsets[l, k] is { } offset)
            {
                for (int i = 0; i < StateDim; i++)
                {
                    pull[l * StateDim + i] += Enumerable.Range(0, StateDim).Sum(j => weight[i, j] * offset[j]);
                }
            }
        }

        return pull;
    }

    private IEnumerable<(int L, int K)> Pairs() =>
        from l in Enumerable.Range(0, Count) from k in Enumerable.Range(0, Count) where l != k select (l, k);

    private static double[,]? NullIfZero(double[,]? weight) =>
        weight is null || DenseMatrix.LargestEntry(weight) == 0 ? null : DenseMatrix.HalfSum(weight, weight);

    private static double Largest(double[,]? weight) => weight is null ? 0 : DenseMatrix.LargestEntry(weight);

    private static double Distance(double[,]? first, double[,]? second) =>
        first is null ? Largest(second)
        : second is null ? Largest(first)
        : DenseMatrix.LargestEntry(DenseMatrix.Map(first, (i, j, entry) => entry - second[i, j]));
}
