using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Games;

/// <summary>The equilibrium in closed form where C^{lk} = (C^{kl})': the optimum of one regulator of all mean fields.</summary>
/// <remarks>
/// 𝐐_{ll} = Q_l + Σ_{k≠l} C^{lk}, 𝐐_{lk} = −C^{lk}, S = DARE(A, B, 𝐐, R) with A, B, R block-diagonal. Then F is its closed loop A − BK and
/// c = B(R + B'SB)⁻¹B'(I − F')⁻¹β̂, β̂_l = Σ_k C^{lk}β^{lk}.
/// Source: multi-population LQ mean-field games, (35) to (42), with k ≠ l in (35) and −β̂ in (42), and (I + SBR⁻¹B')⁻¹ folded into F.
/// </remarks>
internal static class PotentialEquilibrium
{
    /// <summary>The law of the mean fields; null where the regulator has no stabilising solution.</summary>
    public static MeanFieldLaw? Find(GameProblem problem, GameWeights weights)
    {
        IReadOnlyList<GamePopulation> populations = problem.Populations;
        Stacking inputs = new(populations.Select(p => p.InputDim).ToArray());
        LqrProblem stacked = new()
        {
            A = Diagonal(populations.Select(p => p.A).ToArray()),
            B = Diagonal(populations.Select(p => p.B).ToArray()),
            Q = Potential(problem, weights),
            R = Diagonal(populations.Select(p => DenseMatrix.HalfSum(p.R, p.R)).ToArray()),
        };
        LqrSolution solution = LqrSolver.Solve(stacked);
        if (!solution.IsOk)
        {
            return null;
        }

        var visitor = new Visitor(stacked, solution, weights.Pull());
        return ShapeDispatch.Run<Visitor, MeanFieldLaw?>(weights.Order, inputs.Total, ref visitor);
    }

    private static double[,] Potential(GameProblem problem, GameWeights weights)
    {
        int m = weights.StateDim;
        double[][,] diagonal = problem.Populations.Select((p, l) => weights.StateWeight(l, p.Q, withOwn: false)).ToArray();
        return DenseMatrix.Create(weights.Order, weights.Order, (i, j) =>
        {
            (int l, int k) = (i / m, j / m);
            return l == k ? diagonal[l][i % m, j % m] : -(weights.Weight(Math.Min(l, k), Math.Max(l, k))?[i % m, j % m] ?? 0);
        });
    }

    private static double[,] Diagonal(double[][,] blocks)
    {
        double[,] result = new double[blocks.Sum(b => b.GetLength(0)), blocks.Sum(b => b.GetLength(1))];
        int row = 0, column = 0;
        foreach (double[,] block in blocks)
        {
            for (int i = 0; i < block.GetLength(0); i++)
            {
                for (int j = 0; j < block.GetLength(1); j++)
                {
                    result[row + i, column + j] = block[i, j];
                }
            }

            row += block.GetLength(0);
            column += block.GetLength(1);
        }

        return result;
    }

    private readonly struct Visitor(LqrProblem stacked, LqrSolution solution, double[] pull) : IShapeVisitor<MeanFieldLaw?>
    {
        public MeanFieldLaw? Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            var stage = new Stage(stacked.AsModel());
            double[,] f = new double[n, n];
            Policy.ClosedLoop(shape, stage, ref solution.Gain[0, 0], ref f[0, 0]);

            // (I − F')y = β̂.
            double[,] rest = DenseMatrix.Create(n, n, (i, j) => (i == j ? 1 : 0) - f[j, i]);
            double[] y = new double[n], c = new double[n], u = new double[m];
            int[] pivots = new int[Math.Max(n, m)];
            if (!shape.LuFactorA(ref rest[0, 0], ref rest[0, 0], ref pivots[0]))
            {
                return null;
            }

            shape.LuSolveAx(ref rest[0, 0], ref pivots[0], ref pull[0], ref y[0]);

            double[,] weight = new double[m, m], transposed = new double[m, n], product = new double[n, m];
            shape.CongruenceB(ref stage.B, ref solution.CostToGo[0, 0], ref product[0, 0], ref weight[0, 0]);
            Dense.Add(ref weight[0, 0], ref stage.R, ref weight[0, 0], m * m);
            shape.TransposeB(ref stage.B, ref transposed[0, 0]);
            shape.MultiplyKx(ref transposed[0, 0], ref y[0], ref u[0]);
            if (!shape.CholeskyFactorR(ref weight[0, 0], ref weight[0, 0]))
            {
                return null;
            }

            shape.CholeskySolveRu(ref weight[0, 0], ref u[0], ref u[0]);
            shape.MultiplyBu(ref stage.B, ref u[0], ref c[0]);
            return new MeanFieldLaw(f, c);
        }
    }
}
