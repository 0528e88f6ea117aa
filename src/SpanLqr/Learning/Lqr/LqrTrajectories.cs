using System;
using SpanLqr.Lqr;
using SpanLqr.RandomNumbers;
using SpanLqr.Rollouts;

namespace SpanLqr.Learning.Lqr;

/// <summary>Trajectories of a simulated plant, of one agent or of several of the same law.</summary>
/// <remarks>
/// Each agent starts at rest and runs <see cref="BurnIn"/> steps before the first one that is handed out. Noise is a pure function of
/// key, agent and step. Cost: 2n² + 4nm + m² flops a step and agent. Not for use by several threads at once.
/// </remarks>
public sealed class LqrTrajectories : ITrajectorySource
{
    /// <summary>No state of a stable loop is this large; one that is has diverged, long before anything overflows.</summary>
    private const double DivergenceLimit = 1e12;

    private const ulong Stream = 0;

    /// <summary>The steps before the first one handed out, where nobody says.</summary>
    public const int DefaultBurnIn = 100;

    private readonly LqrProblem _problem;
    private readonly bool _centred;
    private readonly double[,] _factor;
    private readonly NormalStream[] _normals;
    private readonly double[] _draws;
    private readonly double[] _states;
    private readonly double[] _next;
    private readonly double[] _inputs;

    /// <summary>Prepares a simulation.</summary>
    /// <param name="problem">The plant, its noise and its cost.</param>
    /// <param name="agents">How many agents, at least 1.</param>
    /// <param name="centred">
    /// Whether the mean over the agents is taken from noise and exploration, so that they are the deviations x̃ of a population and sum to
    /// zero; each then has the covariance (1 − 1/N)W.
    /// </param>
    /// <param name="burnIn">Steps before the first one handed out.</param>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or W is not semidefinite.</exception>
    public LqrTrajectories(LqrProblem problem, int agents = 1, bool centred = false, int burnIn = DefaultBurnIn)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(burnIn);
        int n = problem.StateDim, m = problem.InputDim;
        (_problem, _centred, BurnIn, Agents) = (problem, centred, burnIn, agents);
        _factor = CovarianceFactor.Of(problem.W ?? DenseMatrix.Identity(n), nameof(problem));
        _draws = new double[SpanLength.Of((long)agents * (n + m), nameof(agents))];
        _normals = new NormalStream[agents];
        _states = new double[SpanLength.Of((long)agents * n, nameof(agents))];
        _next = new double[n];
        _inputs = new double[SpanLength.Of((long)agents * m, nameof(agents))];
    }

    /// <summary>Steps before the first one handed out.</summary>
    public int BurnIn { get; }

    /// <inheritdoc/>
    public int StateDim => _problem.StateDim;

    /// <inheritdoc/>
    public int InputDim => _problem.InputDim;

    /// <inheritdoc/>
    public int Agents { get; }

    /// <inheritdoc/>
    public bool Run(
        ReadOnlySpan<double> gain,
        double exploration,
        ulong key,
        int steps,
        Span<double> states,
        Span<double> inputs,
        Span<double> costs)
    {
        int n = StateDim, m = InputDim;
        _states.AsSpan().Clear();
        for (int agent = 0; agent < Agents; agent++)
        {
            _normals[agent] = new NormalStream(key, Stream, (ulong)agent);
        }

        for (int t = -BurnIn; t <= steps; t++)
        {
            Draw();
            for (int agent = 0; agent < Agents; agent++)
            {
                Span<double> x = _states.AsSpan(agent * n, n), u = _inputs.AsSpan(agent * m, m);
                ReadOnlySpan<double> draws = _draws.AsSpan(agent * (n + m), n + m);
                Act(gain, exploration, x, draws[n..], u);
                if (t >= 0)
                {
                    int point = (agent * (steps + 1)) + t;
                    x.CopyTo(states.Slice(point * n, n));
                    u.CopyTo(inputs.Slice(point * m, m));
                    if (t < steps)
                    {
                        costs[(agent * steps) + t] = Cost(x, u);
                    }
                }

                if (!Move(x, u, draws[..n]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Noise and exploration of all agents for one step.</summary>
    private void Draw()
    {
        int width = StateDim + InputDim;
        for (int agent = 0; agent < Agents; agent++)
        {
            _normals[agent].Fill(_draws.AsSpan(agent * width, width));
        }

        if (!_centred)
        {
            return;
        }

        for (int i = 0; i < width; i++)
        {
            double sum = 0;
            for (int agent = 0; agent < Agents; agent++)
            {
                sum += _draws[(agent * width) + i];
            }

            for (int agent = 0; agent < Agents; agent++)
            {
                _draws[(agent * width) + i] -= sum / Agents;
            }
        }
    }

    private static void Act(ReadOnlySpan<double> gain, double exploration, ReadOnlySpan<double> x, ReadOnlySpan<double> draws, Span<double> u)
    {
        for (int i = 0; i < u.Length; i++)
        {
            double sum = exploration * draws[i];
            for (int j = 0; j < x.Length; j++)
            {
                sum = Math.FusedMultiplyAdd(-gain[(i * x.Length) + j], x[j], sum);
            }

            u[i] = sum;
        }
    }

    private double Cost(ReadOnlySpan<double> x, ReadOnlySpan<double> u)
    {
        double sum = Form(_problem.Q, x, x) + Form(_problem.R, u, u);
        return _problem.S is { } cross ? sum + (2 * Form(cross, x, u)) : sum;
    }

    private static double Form(double[,] matrix, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double row = 0;
            for (int j = 0; j < y.Length; j++)
            {
                row = Math.FusedMultiplyAdd(matrix[i, j], y[j], row);
            }

            sum = Math.FusedMultiplyAdd(x[i], row, sum);
        }

        return sum;
    }

    /// <summary>x ← Ax + Bu + Lz; false where x diverged.</summary>
    private bool Move(Span<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> z)
    {
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            for (int j = 0; j < n; j++)
            {
                sum = Math.FusedMultiplyAdd(_problem.A[i, j], x[j], sum);
                sum = Math.FusedMultiplyAdd(_factor[i, j], z[j], sum);
            }

            for (int j = 0; j < u.Length; j++)
            {
                sum = Math.FusedMultiplyAdd(_problem.B[i, j], u[j], sum);
            }

            _next[i] = sum;
            if (!(Math.Abs(sum) < DivergenceLimit))
            {
                return false;
            }
        }

        _next.CopyTo(x);
        return true;
    }
}
