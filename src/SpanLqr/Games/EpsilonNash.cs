using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
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
    private readonly double[,] _added;

    private EpsilonNash(double[,] shares, double[,] added)
    {
        (_shares, _added) = (shares, added);
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
    /// <param name="sizes">N_1 … N_L; null for a population without end, whose mean does not fluctuate.</param>
    /// <returns>
    /// ε_l; NaN where N_l = 1 and C^{ll} ≠ 0: the cost of an agent alone in its population is then not defined, since it has a weight on the mean of
    /// others that there are not. (The paper leaves this open.)
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such population, or a size is below 1.</exception>
    /// <exception cref="ArgumentException">There are not L sizes.</exception>
    public double Of(int l, IReadOnlyList<int?> sizes) => Sum(_shares, l, sizes);

    /// <summary>
    /// What the fluctuations of the means add to the cost of an agent that plays the equilibrium: tr(C^{ll}Σ_z^l)/(N_l − 1) + Σ_{k≠l} tr(C^{lk}Σ_z^k)/N_k.
    /// With the long-run cost of the generic agent it is J_l^{(N)}, the cost of one agent of the finite game.
    /// </summary>
    /// <inheritdoc cref="Of(int, IReadOnlyList{int?})"/>
    public double AddedCost(int l, IReadOnlyList<int?> sizes) => Sum(_added, l, sizes);

    private double Sum(double[,] shares, int l, IReadOnlyList<int?> sizes)
    {
        CheckPopulation(l, nameof(l));
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.Count != Populations)
        {
            throw new ArgumentException($"There are {sizes.Count} sizes, expected {Populations}, one a population.", nameof(sizes));
        }

        double sum = 0;
        for (int k = 0; k < sizes.Count; k++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(sizes[k] ?? 1, 1, nameof(sizes));
            if (shares[l, k] != 0 && sizes[k] is { } size)
            {
                int others = k == l ? size - 1 : size;
                sum += others == 0 ? double.NaN : shares[l, k] / others;
            }
        }

        return sum;
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
            int?[] alike = Enumerable.Repeat<int?>(sizes[i], Populations).ToArray();
            for (int l = 0; l < Populations; l++)
            {
                epsilon[i, l] = Of(l, alike);
            }
        }

        return epsilon;
    }

    internal static EpsilonNash Of(GameWeights weights, IReadOnlyList<OwnResponse> responses) =>
        Of(weights, responses, responses.Select(own => own.ClosedLoop).ToArray(), responses.Select(own => own.Covariance).ToArray());

    /// <summary>The same where everybody else plays other gains: A_k^cl and Σ_k are theirs, the deviator's own problem is what it was.</summary>
    internal static EpsilonNash Of(
        GameWeights weights, IReadOnlyList<OwnResponse> responses, IReadOnlyList<double[,]> loops, IReadOnlyList<double[,]> covariances)
    {
        var visitor = new Visitor(weights, responses, loops, covariances);
        double[,] shares = ShapeDispatch.Run<Visitor, double[,]>(weights.StateDim, 1, ref visitor);
        double[,] added = DenseMatrix.Create(
            weights.Count, weights.Count, (l, k) => weights.Weight(l, k) is { } weight ? Arrays.TraceOfProduct(weight, covariances[k]) : 0);
        return new EpsilonNash(shares, added);
    }

    private void CheckPopulation(int population, string name)
    {
        if ((uint)population >= (uint)Populations)
        {
            throw new ArgumentOutOfRangeException(name, population, $"There are {Populations} populations, counted from 0.");
        }
    }

    private readonly struct Visitor(
        GameWeights weights, IReadOnlyList<OwnResponse> responses, IReadOnlyList<double[,]> loops, IReadOnlyList<double[,]> covariances)
        : IShapeVisitor<double[,]>
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
                        shares[l, k] = cross.Share(responses[l], loops[k], covariances[k], weight);
                    }
                }
            }

            return shares;
        }
    }
}
