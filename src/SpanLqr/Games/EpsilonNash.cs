using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>
/// What an agent can gain by deviating from the equilibrium when populations are finite, exactly: long-run average, against every
/// policy of the deviator that sees its own state and the means of all others.
/// </summary>
/// <remarks>
/// <para>With N_k agents the means Y^k fluctuate around the mean field with covariance Σ_z^k/N_k (Σ_z^l/(N_l − 1) for the others of
/// the agent's own population). The equilibrium policy ignores these fluctuations, the deviator's best policy −K¹z − Σ_k K^k Y^k does
/// not, and completing the square what it saves is ε_l = Σ_k tr(K^k'(R_l + B_l'P_lB_l)K^k Σ_{Y^k}) = Σ_k e_{lk}/N_k, with
/// K^k = T_l P^k(A_k − B_kK¹_k) and the cross cost P^k = −C^{lk} + H_l P^k (A_k − B_kK¹_k). All blocks are m×m; the
/// Riccati equation of the whole state (z, Y¹, …, Yᴸ), whose block row for z this is, is never formed.</para>
/// <para>So ε_l ≥ 0 to the last bit, and it falls exactly like 1/N when all sizes grow alike.</para>
/// </remarks>
public sealed class EpsilonNash
{
    private readonly double[,] _shares;

    private EpsilonNash(double[,] shares)
    {
        _shares = shares;
    }

    /// <summary>L, the number of populations.</summary>
    public int Populations => _shares.GetLength(0);

    /// <summary>e_{lk}: what the fluctuations of a mean of one agent of k are worth to an agent of l.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such population.</exception>
    public double Share(int l, int k)
    {
        CheckPopulation(l, nameof(l));
        CheckPopulation(k, nameof(k));
        return _shares[l, k];
    }

    /// <summary>ε_l = e_ll/(N_l − 1) + Σ_{k≠l} e_lk/N_k.</summary>
    /// <param name="l">The deviator's population, counted from 0.</param>
    /// <param name="sizes">N_1 … N_L.</param>
    /// <returns>ε_l; NaN where N_l = 1 and C^{ll} ≠ 0: there are then no others whose mean the agent could heed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such population, or a size is below 1.</exception>
    /// <exception cref="ArgumentException">There are not L sizes.</exception>
    public double Of(int l, ReadOnlySpan<int> sizes)
    {
        CheckPopulation(l, nameof(l));
        if (sizes.Length != Populations)
        {
            throw new ArgumentException($"There are {sizes.Length} sizes, expected {Populations}, one a population.", nameof(sizes));
        }

        double epsilon = 0;
        for (int k = 0; k < sizes.Length; k++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(sizes[k], 1, nameof(sizes));
            if (_shares[l, k] != 0)
            {
                int others = k == l ? sizes[k] - 1 : sizes[k];
                epsilon += others == 0 ? double.NaN : _shares[l, k] / others;
            }
        }

        return epsilon;
    }

    /// <summary>ε over a range of sizes, for plotting its decay: entry [i, l] is ε_l where every population has sizes[i] agents.</summary>
    /// <param name="sizes">Sizes, each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public double[,] Decay(IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        double[,] epsilon = new double[sizes.Count, Populations];
        for (int i = 0; i < sizes.Count; i++)
        {
            int[] alike = Enumerable.Repeat(sizes[i], Populations).ToArray();
            for (int l = 0; l < Populations; l++)
            {
                epsilon[i, l] = Of(l, alike);
            }
        }

        return epsilon;
    }

    internal static EpsilonNash Of(GameWeights weights, IReadOnlyList<OwnResponse> responses)
    {
        var visitor = new Visitor(weights, responses);
        return new EpsilonNash(ShapeDispatch.Run<Visitor, double[,]>(weights.StateDim, 1, ref visitor));
    }

    private void CheckPopulation(int population, string name)
    {
        if ((uint)population >= (uint)Populations)
        {
            throw new ArgumentOutOfRangeException(name, population, $"There are {Populations} populations, counted from 0.");
        }
    }

    private readonly struct Visitor(GameWeights weights, IReadOnlyList<OwnResponse> responses) : IShapeVisitor<double[,]>
    {
        public double[,] Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            double[,] shares = new double[weights.Count, weights.Count];
            CrossCost<TShape> cross = new(shape);
            for (int l = 0; l < weights.Count; l++)
            {
                for (int k = 0; k < weights.Count; k++)
                {
                    if (weights.Weight(l, k) is { } weight)
                    {
                        shares[l, k] = cross.Share(responses[l], responses[k], weight);
                    }
                }
            }

            return shares;
        }
    }
}
