using System;
using System.Numerics.Tensors;
using SpanLqr.Lqr;
using SpanLqr.Shapes;

namespace SpanLqr.Learning.Lqr;

/// <summary>Least-squares temporal differences for the average cost (LSTD-Q).</summary>
/// <remarks>
/// δ = svec Δ_K solves Σ φ(v_t)[φ(v_t) − φ(v_{t+1})]'δ = Σ φ(v_t)(c_t − Ĉ), Ĉ the mean cost, summed over all agents.
/// Cost: p² a step and 2p³/3 once, p = (n+m)(n+m+1)/2. Allocates nothing after construction.
/// Source: Bradtke and Barto (1996); Tu and Recht (2018) for the regulator.
/// </remarks>
public sealed class LstdCritic : ICritic
{
    /// <summary>Transitions summed in one go: a row of the matrix stays in the first-level cache meanwhile.</summary>
    private const int Block = 32;

    private readonly ITrajectorySource _source;
    private readonly Trajectories _data;
    private readonly double[] _matrix;
    private readonly double[] _right;
    private readonly double[] _solution;
    private readonly double[] _features;
    private readonly double[] _differences;
    private readonly double[] _surplus;
    private readonly int[] _pivots;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="source">The trajectories.</param>
    /// <param name="options">How many, and how.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public LstdCritic(ITrajectorySource source, TrajectoryOptions options)
    {
        _data = new Trajectories(source, options);
        _source = source;
        int count = _data.FeatureCount;
        _matrix = new double[checked(count * count)];
        _right = new double[count];
        _solution = new double[count];
        _features = new double[(Block + 1) * count];
        _differences = new double[Block * count];
        _surplus = new double[Block];
        _pivots = new int[count];
    }

    /// <inheritdoc/>
    public int StateDim => _source.StateDim;

    /// <inheritdoc/>
    public int InputDim => _source.InputDim;

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

        return new CriticEstimate(solved && double.IsFinite(TensorPrimitives.Sum<double>(_solution)), cost, _data.Agents, _data.PlantSteps);
    }

    private bool TrySolve(double cost)
    {
        _matrix.AsSpan().Clear();
        _right.AsSpan().Clear();
        for (int agent = 0; agent < _data.Agents; agent++)
        {
            for (int first = 0; first < _data.Steps; first += Block)
            {
                AddBlock(agent, first, Math.Min(Block, _data.Steps - first), cost);
            }
        }

        var shape = new DynamicShape(_data.FeatureCount, 1);
        if (!shape.LuFactorA(ref _matrix[0], ref _matrix[0], ref _pivots[0]))
        {
            return false;
        }

        shape.LuSolveAx(ref _matrix[0], ref _pivots[0], ref _right[0], ref _solution[0]);
        return true;
    }

    private void AddBlock(int agent, int first, int steps, double cost)
    {
        int count = _data.FeatureCount;
        for (int b = 0; b <= steps; b++)
        {
            _data.Features(agent, first + b, Row(_features, b));
        }

        for (int b = 0; b < steps; b++)
        {
            TensorPrimitives.Subtract<double>(Row(_features, b), Row(_features, b + 1), Row(_differences, b));
            _surplus[b] = _data.Costs[(agent * _data.Steps) + first + b] - cost;
        }

        for (int i = 0; i < count; i++)
        {
            Span<double> row = Row(_matrix, i);
            double sum = _right[i];
            for (int b = 0; b < steps; b++)
            {
                double feature = _features[(b * count) + i];
                TensorPrimitives.FusedMultiplyAdd(Row(_differences, b), feature, row, row);
                sum = Math.FusedMultiplyAdd(feature, _surplus[b], sum);
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
}
