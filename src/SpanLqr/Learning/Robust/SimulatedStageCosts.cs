using System;
using SpanLqr.RandomNumbers;
using SpanLqr.Robust;
using SpanLqr.Rollouts;

namespace SpanLqr.Learning.Robust;

/// <summary>Costs of a stage from simulated populations of M agents: deviations y ~ N(0, I) and mean z ~ N(0, I) at the stage.</summary>
/// <remarks>
/// The cost of a rollout is z's and the mean of the agents' own, from the stage to the end. A cost depends on its row and key alone.
/// On one thread nothing allocates but the first call of a stage.
/// Source: robust mean-field type games, (17) and (18).
/// </remarks>
public sealed class SimulatedStageCosts : IStageCosts
{
    private const ulong Stream = 2;

    /// <summary>The last share waits for at most half of another's work.</summary>
    private const int SharesPerThread = 2;

    private readonly RobustProblem _problem;
    private readonly double _gamma;
    private readonly GainLayout _layout;
    private readonly StageCostOptions _options;
    private readonly double[,] _privateFactor;
    private readonly double[,] _commonFactor;
    private readonly OracleShares _shares;
    private readonly StageRollout?[] _rollouts;
    private double[] _later = [];
    private int _stage;

    /// <summary>Prepares a simulation.</summary>
    /// <param name="problem">A problem with a horizon.</param>
    /// <param name="gamma">γ, positive.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The problem is malformed, has no horizon, or a setting is out of range.</exception>
    public SimulatedStageCosts(RobustProblem problem, double gamma, StageCostOptions options)
    {
        _layout = GainLayout.Of(problem);
        RobustChecks.Check(problem);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (_problem, _gamma, _options) = (problem, gamma, options);
        _rollouts = new StageRollout?[options.Threads == 1 ? 1 : SharesPerThread * options.Threads];
        _shares = new OracleShares(options.Threads, RunShare);
        _privateFactor = CovarianceFactor.Of(problem.Sigma, nameof(problem));
        double[,] common = DenseMatrix.Map(problem.SigmaBar, (i, j, entry) => entry + (problem.Sigma[i, j] / options.Agents));
        _commonFactor = CovarianceFactor.Of(common, nameof(problem));
    }

    /// <inheritdoc/>
    public int ParameterCount => _layout.StageLength;

    /// <inheritdoc/>
    public int StepsPerRollout => _layout.Horizon - _stage;

    /// <inheritdoc/>
    public void Begin(int stage, ReadOnlySpan<double> later)
    {
        _stage = stage;
        _later = later.ToArray();
        Array.Clear(_rollouts);
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        _shares.Run(Math.Min(keys.Length, _rollouts.Length), parameters, keys, costs);
    }

    private void RunShare(int share, int shares, ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
    {
        int count = keys.Length, variants = costs.Length / count, end = (int)((long)count * (share + 1) / shares);
        StageRollout rollout = _rollouts[share] ??= new StageRollout(this);
        for (int i = (int)((long)count * share / shares); i < end; i++)
        {
            rollout.Draw(keys[i]);
            for (int v = 0; v < variants; v++)
            {
                int row = (v * count) + i;
                costs[row] = rollout.Cost(parameters.Slice(row * ParameterCount, ParameterCount));
            }
        }
    }

    /// <summary>The buffers of one thread.</summary>
    private sealed class StageRollout
    {
        private readonly SimulatedStageCosts _costs;
        private readonly PartGame[] _parts;
        private readonly PopulationRows _population;
        private readonly double[] _draws;
        private readonly double[] _means;
        private readonly double[] _rows;
        private readonly double[] _weight;
        private readonly double[] _loop;
        private readonly double[] _next;

        public StageRollout(SimulatedStageCosts costs)
        {
            _costs = costs;
            GainLayout layout = costs._layout;
            int n = layout.StateDim, steps = layout.Horizon - costs._stage, noisy = costs._options.Noise ? steps : 0;
            _parts = [new PartGame(costs._problem, 0, costs._gamma), new PartGame(costs._problem, 1, costs._gamma)];
            _population = new PopulationRows(costs._options.Agents, costs._options.EveryAgent, noisy, costs._privateFactor);
            _draws = new double[_population.Length];
            _means = new double[SpanLength.Of(n, noisy + 1, 1, nameof(costs))];
            _rows = new double[SpanLength.Of((long)_population.Rows(noisy) * n, nameof(costs))];
            _weight = new double[n * n];
            _loop = new double[n * n];
            _next = new double[n];
        }

        private int N => _costs._layout.StateDim;

        public void Draw(ulong key)
        {
            NormalStream normals = new(key, Stream, 0);
            normals.Fill(_means);
            _population.Draw(ref normals, _draws);
        }

        public double Cost(ReadOnlySpan<double> gains)
        {
            double cost = Run(gains, 0) / _costs._options.Agents;
            cost += Run(gains, 1);
            return double.IsFinite(cost) ? cost : double.PositiveInfinity;
        }

        /// <summary>The cost of one part: of the deviations' rows, or of the mean, which is one row.</summary>
        private double Run(ReadOnlySpan<double> gains, int part)
        {
            GainLayout layout = _costs._layout;
            int rows = part == 0 ? _population.Rows(0) : 1, at = rows * N;
            (part == 0 ? _draws : _means).AsSpan(0, at).CopyTo(_rows);
            double cost = 0;
            for (int t = _costs._stage; t < layout.Horizon; t++)
            {
                ReadOnlySpan<double> stage = t == _costs._stage
                    ? gains
                    : _costs._later.AsSpan((t - _costs._stage - 1) * layout.StageLength, layout.StageLength);
                ReadOnlySpan<double> control = layout.Control(stage, part), adversary = layout.Adversary(stage, part);
                _parts[part].StageCost(t, control, adversary, _weight);
                cost += Squares(rows, _weight);
                _parts[part].Loop(t, control, adversary, _loop);
                Move(rows);
                if (!_costs._options.Noise)
                {
                    continue;
                }

                if (part == 0)
                {
                    rows = _population.Rows(t - _costs._stage + 1);
                    Join(_draws.AsSpan(at, rows * N), _rows.AsSpan(0, rows * N), _population.Rows(t - _costs._stage) * N);
                    at += rows * N;
                }
                else
                {
                    Colour(_means.AsSpan(at, N));
                    at += N;
                }
            }

            return cost + Squares(rows, _parts[part].Terminal);
        }

        private double Squares(int rows, ReadOnlySpan<double> weight)
        {
            double sum = 0;
            for (int i = 0; i < rows; i++)
            {
                sum += Multiplication.Form(weight, _rows.AsSpan(i * N, N));
            }

            return sum;
        }

        /// <summary>Every row x ← Fx.</summary>
        private void Move(int rows)
        {
            for (int r = 0; r < rows; r++)
            {
                Span<double> row = _rows.AsSpan(r * N, N);
                _next.AsSpan().Clear();
                Multiplication.Add(1, _loop, row, N, N, 1, _next);
                _next.CopyTo(row);
            }
        }

        /// <summary>Adds noise to the rows there are, and takes new ones as they are.</summary>
        private static void Join(ReadOnlySpan<double> draws, Span<double> rows, int old)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] = i < old ? rows[i] + draws[i] : draws[i];
            }
        }

        private void Colour(ReadOnlySpan<double> draw)
        {
            for (int i = 0; i < N; i++)
            {
                double sum = _rows[i];
                for (int j = 0; j <= i; j++)
                {
                    sum = Math.FusedMultiplyAdd(_costs._commonFactor[i, j], draw[j], sum);
                }

                _rows[i] = sum;
            }
        }
    }
}
