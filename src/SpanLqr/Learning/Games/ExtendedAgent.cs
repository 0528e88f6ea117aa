using System;
using SpanLqr.Games;
using SpanLqr.Lqr;
using SpanLqr.Rollouts;

namespace SpanLqr.Learning.Games;

/// <summary>The generic agent of a population with the mean fields as a part of its state, X = (z, z̄): a regulator with drift and target.</summary>
/// <remarks>
/// X⁺ = diag(A, F)X + (B; 0)u + (0; c) + noise, cost z'Qz + u'Ru + Σ_k ‖z − z̄^k − β^k‖²_{C^k}.
/// Source: multi-population LQ mean-field games, (15)–(17).
/// </remarks>
internal sealed class ExtendedAgent
{
    private readonly MeanFieldLaw _law;
    private readonly double[] _costLinear;
    private readonly double _costConstant;
    private readonly int _m;

    public ExtendedAgent(GameProblem game, GameWeights weights, MeanFieldLaw law, int population)
    {
        GamePopulation own = game.Populations[population];
        _law = law;
        _m = weights.StateDim;
        int m = _m, order = m + weights.Order;
        double[,] q = new double[order, order];
        double[,] state = weights.StateWeight(population, own.Q);
        _costLinear = new double[order];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                q[i, j] = state[i, j];
            }
        }

        for (int k = 0; k < weights.Count; k++)
        {
            if (weights.Weight(population, k) is { } weight)
            {
                AddCoupling(q, weight, weights.Offset(population, k), m * (k + 1), ref _costConstant);
            }
        }

        Problem = new LqrProblem
        {
            A = DenseMatrix.Create(order, order, (i, j) => i < m && j < m ? own.A[i, j] : i >= m && j >= m ? law.F[i - m, j - m] : 0),
            B = DenseMatrix.Create(order, own.InputDim, (i, j) => i < m ? own.B[i, j] : 0),
            Q = q,
            R = own.R,
            W = DenseMatrix.Create(order, order, (i, j) => i / m != j / m ? 0
                : (i < m ? own : game.Populations[(i / m) - 1]).W is { } noise ? noise[i % m, j % m] : i == j ? 1 : 0),
        };
    }

    /// <summary>The regulator of X without drift and target.</summary>
    public LqrProblem Problem { get; }

    /// <summary>The loop under u = −KX − κ, K fixed.</summary>
    /// <param name="loop">The loop under u = −KX: F and M of it.</param>
    /// <param name="gain">K.</param>
    /// <param name="offset">κ.</param>
    /// <param name="noise">The covariance of the noise, or null.</param>
    public ClosedLoop Loop((double[,] Dynamics, double[,] Cost) loop, double[,] gain, ReadOnlySpan<double> offset, double[,]? noise)
    {
        int order = Problem.StateDim, inputs = Problem.InputDim;
        double[] drift = new double[order], linear = (double[])_costLinear.Clone();
        double constant = _costConstant;
        for (int i = 0; i < order; i++)
        {
            drift[i] = i < _m ? 0 : _law.C[i - _m];
        }

        for (int r = 0; r < inputs; r++)
        {
            double weighted = 0;
            for (int s = 0; s < inputs; s++)
            {
                weighted += Problem.R[r, s] * offset[s];
            }

            constant += offset[r] * weighted;
            for (int i = 0; i < order; i++)
            {
                drift[i] -= Problem.B[i, r] * offset[r];
                linear[i] += gain[r, i] * weighted;
            }
        }

        return new ClosedLoop(loop.Dynamics, loop.Cost, noise, drift, linear, constant);
    }

    /// <summary>A − BK and Q + K'RK.</summary>
    public (double[,] Dynamics, double[,] Cost) Close(double[,] gain)
    {
        int order = Problem.StateDim, inputs = Problem.InputDim;
        double[,] dynamics = (double[,])Problem.A.Clone(), cost = (double[,])Problem.Q.Clone();
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                for (int r = 0; r < inputs; r++)
                {
                    dynamics[i, j] -= Problem.B[i, r] * gain[r, j];
                    for (int s = 0; s < inputs; s++)
                    {
                        cost[i, j] += gain[r, i] * Problem.R[r, s] * gain[s, j];
                    }
                }
            }
        }

        return (dynamics, DenseMatrix.HalfSum(cost, cost));
    }

    /// <summary>Adds −C to the blocks between z and z̄^k, C to that of z̄^k, and what β makes of the linear and constant terms.</summary>
    private void AddCoupling(double[,] q, double[,] weight, double[]? offset, int at, ref double constant)
    {
        for (int i = 0; i < _m; i++)
        {
            double pull = 0;
            for (int j = 0; j < _m; j++)
            {
                q[i, at + j] -= weight[i, j];
                q[at + i, j] -= weight[i, j];
                q[at + i, at + j] += weight[i, j];
                pull += weight[i, j] * (offset?[j] ?? 0);
            }

            _costLinear[i] -= pull;
            _costLinear[at + i] += pull;
            constant += pull * (offset?[i] ?? 0);
        }
    }
}
