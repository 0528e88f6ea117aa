using System;
using SpanLqr.Learning.Lqr;
using SpanLqr.Lqr;
using SpanLqr.RandomNumbers;
using SpanLqr.Rollouts;

namespace SpanLqr.Oracles;

/// <summary>A simulated linear plant, which is at rest after a reset: x⁺ = Ax + Bu + w, c = x'Qx + 2x'Su + u'Ru.</summary>
/// <remarks>A run is a pure function of its arguments. Cost: about 2(n + m)(2n + 2m) flops a step. Source: the problem of math.md, section 1.</remarks>
public sealed class SimulatedPlant : IPlant
{
    // A state of this size is beyond every unit; its square is still a number.
    private const double DivergenceLimit = 1e150;

    private const ulong Stream = 5;

    private readonly PaddedColumns _motion;
    private readonly PaddedColumns _weights;

    /// <summary>Prepares a simulation.</summary>
    /// <param name="problem">The plant, its noise and its cost.</param>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or W is not semidefinite.</exception>
    public SimulatedPlant(LqrProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        int n = problem.StateDim, m = problem.InputDim;
        (StateDim, InputDim) = (n, m);
        _motion = new PaddedColumns(n, n + m + n);
        _motion.Set(0, Arrays.Flat(problem.A), n);
        _motion.Set(n, Arrays.Flat(problem.B), m);
        _motion.Set(n + m, Arrays.Flat(CovarianceFactor.Of(problem.W ?? DenseMatrix.Identity(n), nameof(problem))), n);
        _weights = new PaddedColumns(n + m, n + m);
        double[,] weights = DenseMatrix.Create(n + m, n + m, (i, j) => Weight(problem, i, j));
        _weights.Set(0, Arrays.Flat(weights), n + m);
    }

    /// <inheritdoc/>
    public int StateDim { get; }

    /// <inheritdoc/>
    public int InputDim { get; }

    /// <inheritdoc/>
    public bool Run(PlantRun run, Span<double> states, Span<double> inputs, Span<double> costs)
    {
        int n = StateDim, m = InputDim;
        var policy = new PaddedColumns(m, n + m);
        policy.Set(0, run.Gain, n, -1);
        if (!run.Exploration.IsEmpty)
        {
            policy.Set(n, run.Exploration, m);
        }

        var normals = new NormalStream(run.Key, Stream, (ulong)run.Trajectory);
        double[] room = new double[(2 * n) + m + n + m + _motion.Stride + policy.Stride + _weights.Stride];
        Span<double> pair = room.AsSpan(0, n + m + n), acting = room.AsSpan((2 * n) + m, n + m);
        Span<double> next = room.AsSpan((3 * n) + (2 * m), _motion.Stride);
        Span<double> input = room.AsSpan((3 * n) + (2 * m) + _motion.Stride, policy.Stride), weighted = room.AsSpan(room.Length - _weights.Stride);
        run.Start.CopyTo(pair);
        for (int t = 0; t < costs.Length; t++)
        {
            // One order of draws for every use: exploration first, then the noise of the plant.
            normals.Fill(acting[n..]);
            normals.Fill(pair[(n + m)..]);
            pair[..n].CopyTo(acting);
            policy.Multiply(acting, input);
            input[..m].CopyTo(pair[n..]);
            _weights.Multiply(pair, weighted);
            double cost = 0;
            for (int i = 0; i < n + m; i++)
            {
                cost = Math.FusedMultiplyAdd(pair[i], weighted[i], cost);
            }

            pair[..n].CopyTo(states[(t * n)..]);
            input[..m].CopyTo(inputs[(t * m)..]);
            costs[t] = cost;
            _motion.Multiply(pair, next);
            next[..n].CopyTo(pair);
            if (!IsBounded(pair[..n]))
            {
                return false;
            }
        }

        pair[..n].CopyTo(states[(costs.Length * n)..]);
        return true;
    }

    private static bool IsBounded(ReadOnlySpan<double> x)
    {
        foreach (double entry in x)
        {
            if (!(Math.Abs(entry) < DivergenceLimit))
            {
                return false;
            }
        }

        return true;
    }

    private static double Weight(LqrProblem problem, int i, int j)
    {
        int n = problem.StateDim;
        return (i < n, j < n) switch
        {
            (true, true) => problem.Q[i, j],
            (false, false) => problem.R[i - n, j - n],
            (true, false) => problem.S?[i, j - n] ?? 0,
            _ => problem.S?[j, i - n] ?? 0,
        };
    }
}
