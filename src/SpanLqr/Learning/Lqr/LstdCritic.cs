using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using SpanLqr.Lqr;
using SpanLqr.Shapes;

namespace SpanLqr.Learning.Lqr;

/// <summary>Least-squares temporal differences for the average cost (LSTD-Q).</summary>
/// <remarks>
/// δ = svec Δ_K solves Σ φ(v_t)[φ(v_t) − φ(v_{t+1})]'δ = Σ φ(v_t)(c_t − Ĉ), Ĉ the mean cost, summed over all agents.
/// Cost: p² a step and 2p³/3 once, p = (n+m)(n+m+1)/2. Allocates nothing after construction on one thread. Threads share the sources and
/// the rows of the sum, each of which is summed in the order of the data: their number does not touch a bit.
/// Source: Bradtke and Barto (1996); Tu and Recht (2018) for the regulator.
/// </remarks>
public sealed class LstdCritic : ICritic
{
    /// <summary>Transitions summed in one go: a row of the matrix stays in the first-level cache meanwhile.</summary>
    private const int Block = 32;

    private readonly Trajectories _data;
    private readonly Action<int> _addRows;
    private readonly double[] _matrix;
    private readonly double[] _right;
    private readonly double[] _solution;
    private readonly Buffer[] _buffers;
    private readonly int[] _pivots;
    private double _cost;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="source">The trajectories.</param>
    /// <param name="options">How many, and how.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public LstdCritic(ITrajectorySource source, TrajectoryOptions options)
        : this([source], options)
    {
    }

    /// <summary>Prepares the buffers for data from several sources alike.</summary>
    /// <param name="sources">The trajectories; with <see cref="TrajectoryOptions.Threads"/> they are run at the same time.</param>
    /// <param name="options">How many, and how.</param>
    /// <exception cref="ArgumentException">There is no source, they differ in size, or a setting is out of range.</exception>
    public LstdCritic(IReadOnlyList<ITrajectorySource> sources, TrajectoryOptions options)
    {
        _data = new Trajectories(sources, options);
        _addRows = AddRows;
        int count = _data.FeatureCount;
        _matrix = new double[SpanLength.Of((long)count * count, nameof(sources))];
        _right = new double[count];
        _solution = new double[count];
        _buffers = new Buffer[Math.Min(options.Threads, count)];
        for (int part = 0; part < _buffers.Length; part++)
        {
            _buffers[part] = new Buffer(_data.Order, count);
        }

        _pivots = new int[count];
    }

    /// <inheritdoc/>
    public int StateDim => _data.StateDim;

    /// <inheritdoc/>
    public int InputDim => _data.InputDim;

    /// <inheritdoc/>
    public CriticEstimate Evaluate(ReadOnlySpan<double> gain, int iteration, Span<double> actionValue)
    {
        bool ran = _data.TryRun(gain, iteration);
        double cost = ran ? Mean(_data.Costs) : double.NaN;
        bool solved = ran && TrySolve(cost);
        if (solved)
        {
            Svec.Unpack(_solution, _data.Order, actionValue);
        }
        else
        {
            actionValue.Fill(double.NaN);
        }

        return new CriticEstimate(solved && double.IsFinite(OrderedSums.Sum<double>(_solution)), cost, _data.Agents, _data.PlantSteps);
    }

    private bool TrySolve(double cost)
    {
        _matrix.AsSpan().Clear();
        _right.AsSpan().Clear();
        _cost = cost;
        Shares.Run(_buffers.Length, _data.Threads, _addRows);
        var shape = new DynamicShape(_data.FeatureCount, 1);
        if (!shape.LuFactorA(ref _matrix[0], ref _matrix[0], ref _pivots[0]))
        {
            return false;
        }

        shape.LuSolveAx(ref _matrix[0], ref _pivots[0], ref _right[0], ref _solution[0]);
        return true;
    }

    /// <summary>The rows of one part, over all data. Each part computes the features for itself, which is 1/p of the work.</summary>
    private void AddRows(int part)
    {
        int first = Boundary(part), end = Boundary(part + 1);
        for (int agent = 0; agent < _data.Agents; agent++)
        {
            for (int start = 0; start < _data.Steps; start += Block)
            {
                int steps = Math.Min(Block, _data.Steps - start);
                Load(_buffers[part], agent, start, steps);
                AddBlock(_buffers[part], steps, first, end);
            }
        }
    }

    private int Boundary(int part) => (int)((long)part * _data.FeatureCount / _buffers.Length);

    private void Load(Buffer buffer, int agent, int start, int steps)
    {
        for (int b = 0; b <= steps; b++)
        {
            _data.Pair(agent, start + b, buffer.Pair);
            Trajectories.Features(buffer.Pair, Row(buffer.Features, b));
        }

        for (int b = 0; b < steps; b++)
        {
            TensorPrimitives.Subtract<double>(Row(buffer.Features, b), Row(buffer.Features, b + 1), Row(buffer.Differences, b));
            buffer.Surplus[b] = _data.Costs[(agent * _data.Steps) + start + b] - _cost;
        }
    }

    private void AddBlock(Buffer buffer, int steps, int first, int end)
    {
        int count = _data.FeatureCount;
        for (int i = first; i < end; i++)
        {
            Span<double> row = Row(_matrix, i);
            double sum = _right[i];
            for (int b = 0; b < steps; b++)
            {
                double feature = buffer.Features[(b * count) + i];
                TensorPrimitives.FusedMultiplyAdd(Row(buffer.Differences, b), feature, row, row);
                sum = Math.FusedMultiplyAdd(feature, buffer.Surplus[b], sum);
            }

            _right[i] = sum;
        }
    }

    private Span<double> Row(double[] rows, int i) => rows.AsSpan(i * _data.FeatureCount, _data.FeatureCount);

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>What one part needs of its own.</summary>
    private sealed class Buffer(int order, int count)
    {
        public double[] Pair { get; } = new double[order];

        public double[] Features { get; } = new double[(Block + 1) * count];

        public double[] Differences { get; } = new double[Block * count];

        public double[] Surplus { get; } = new double[Block];
    }
}
