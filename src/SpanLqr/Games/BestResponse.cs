using System;
using System.Collections.Generic;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>The two halves of an equilibrium: what agents do in a given mean field, and the mean field that their doing makes.</summary>
public static class BestResponse
{
    /// <summary>For each population, the policy that is best for a single agent while the mean fields follow z̄⁺ = Fz̄ + c.</summary>
    /// <remarks>
    /// u = −K¹z − K²z̄ − κ with K¹ = TPA, K² = −TZF, κ = −T(I − H)⁻¹(Zc + Σ_kC^kβ^k), Z = Σ_i H^i[C^1 … C^L]F^i.
    /// Source: multi-population LQ mean-field games, (55) and (56), with the signs and the power of F corrected.
    /// </remarks>
    /// <param name="problem">The game.</param>
    /// <param name="law">F, L·m squared, and c, L·m.</param>
    /// <returns>
    /// The policies; null where a population's own problem has no solution, or where F grows as fast as agents forget, ρ(F)·ρ(H) ≥ 1.
    /// </returns>
    /// <exception cref="ArgumentException">The problem is malformed, as in <see cref="GameSolver"/>; or F or c has another size.</exception>
    public static IReadOnlyList<AffinePolicy>? To(GameProblem problem, MeanFieldLaw law)
    {
        GameChecks.Check(problem);
        ArgumentNullException.ThrowIfNull(law);
        GameWeights weights = new(problem);
        Arrays.Check(law.F, weights.Order, weights.Order, "F");
        if (law.C is null || law.C.Length != weights.Order)
        {
            throw new ArgumentException($"c has {law.C?.Length ?? 0} entries, expected {weights.Order}.", nameof(law));
        }

        if (!OwnResponses.TrySolve(problem, weights, out OwnResponse[] responses, out _, out _))
        {
            return null;
        }

        var visitor = new Visitor(weights, responses, law);
        return ShapeDispatch.Run<Visitor, IReadOnlyList<AffinePolicy>?>(weights.Order, weights.StateDim, ref visitor);
    }

    /// <summary>The law that the mean fields follow when every agent of population l plays policy l.</summary>
    /// <remarks>F = diag(A_l − B_lK¹_l) − [B_lK²_l]_l, c = −[B_lκ_l]_l.</remarks>
    /// <param name="problem">The game.</param>
    /// <param name="policies">One policy a population.</param>
    /// <returns>F and c.</returns>
    /// <exception cref="ArgumentException">The problem is malformed; or a policy is missing or of another size.</exception>
    public static MeanFieldLaw Consistent(GameProblem problem, IReadOnlyList<AffinePolicy> policies)
    {
        GameChecks.Check(problem);
        ArgumentNullException.ThrowIfNull(policies);
        int m = problem.StateDim, order = problem.Populations.Count * m;
        if (policies.Count != problem.Populations.Count)
        {
            throw new ArgumentException($"There are {policies.Count} policies, expected {problem.Populations.Count}.", nameof(policies));
        }

        double[,] f = new double[order, order];
        double[] c = new double[order];
        for (int l = 0; l < policies.Count; l++)
        {
            GamePopulation population = problem.Populations[l];
            AffinePolicy policy = policies[l];
            Arrays.Check(policy.OwnGain, population.InputDim, m, "K1");
            Arrays.Check(policy.MeanFieldGain, population.InputDim, order, "K2");
            MatrixChecks.RequireLength(policy.Offset, population.InputDim, $"Population '{population.Name}': offset", nameof(policies));
            for (int i = 0; i < m; i++)
            {
                int row = (l * m) + i;
                for (int j = 0; j < m; j++)
                {
                    f[row, (l * m) + j] = population.A[i, j];
                }

                for (int r = 0; r < population.InputDim; r++)
                {
                    double b = population.B[i, r];
                    for (int j = 0; j < order; j++)
                    {
                        f[row, j] -= b * (policy.MeanFieldGain[r, j] + (j / m == l ? policy.OwnGain[r, j % m] : 0));
                    }

                    c[row] -= b * policy.Offset[r];
                }
            }
        }

        return new MeanFieldLaw(f, c);
    }

    private readonly struct Visitor(GameWeights weights, OwnResponse[] responses, MeanFieldLaw law) : IShapeVisitor<IReadOnlyList<AffinePolicy>?>
    {
        public IReadOnlyList<AffinePolicy>? Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            double[,] z = new double[weights.Order, weights.Order];
            ResponseMap<TShape> map = new(shape, responses, weights);
            return Dense.IsFinite(law.C) && map.TrySum(ref law.F[0, 0], ref z[0, 0])
                ? new MeanFieldEvaluation<TShape>(shape, map, responses, weights.Pull()).Respond(law.F, z, law.C)
                : null;
        }
    }
}
