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

    /// <summary>The loops under u = −KX − κ as κ varies; K = [K¹ K²] is fixed.</summary>
    /// <param name="policy">K¹ and K².</param>
    public ILoopFamily Offsets(AffinePolicy policy)
    {
        return new OffsetLoops(new Feedback(Problem, Drift(), _costLinear, _costConstant), Gain(policy));
    }

    /// <summary>The agent without noise under u = −K¹z − K²z̄ − κ, but for its first input.</summary>
    public QuietRollout Quiet(AffinePolicy policy)
    {
        return new QuietRollout(Problem, Drift(), _costLinear, _costConstant, Gain(policy), policy.Offset);
    }

    /// <summary>[K¹ K²].</summary>
    private double[,] Gain(AffinePolicy policy) => DenseMatrix.Create(
        Problem.InputDim, Problem.StateDim, (i, j) => j < _m ? policy.OwnGain[i, j] : policy.MeanFieldGain[i, j - _m]);

    /// <summary>(0; c).</summary>
    private double[] Drift()
    {
        double[] drift = new double[Problem.StateDim];
        _law.C.CopyTo(drift, _m);
        return drift;
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

    private sealed class OffsetLoops : ILoopFamily
    {
        private readonly Feedback _feedback;
        private readonly double[] _gain;
        private readonly ClosedLoop _undisplaced;

        public OffsetLoops(Feedback feedback, double[,] gain)
        {
            _feedback = feedback;
            _gain = Arrays.Flat(gain).ToArray();
            _undisplaced = feedback.Close(gain);
        }

        public int StateDim => _feedback.StateDim;

        public int ParameterCount => _feedback.InputDim;

        public void Close(ReadOnlySpan<double> parameters, LoopEntries loop)
        {
            loop.Set(_undisplaced);
            _feedback.AddOffset(_gain, parameters, loop);
        }
    }
}
