using System;
using System.Linq;

namespace SpanLqr.Populations;

/// <summary>
/// Memory for rollouts of populations, one at a time, and what the last of them came to. A run allocates nothing on one thread; on several,
/// what starting them takes, once every 32 steps.
/// </summary>
public sealed class PopulationRollout
{
    /// <summary>The batches into which the steps of a rollout are divided, for the spread of a single one.</summary>
    internal const int Batches = 32;

    private readonly MeanFieldLoop _loop;
    private readonly PopulationOptions _options;
    private readonly MomentLayout _layout;
    private readonly AgentPopulation[]? _agents;
    private readonly CollapsedPopulation[]? _collapsed;
    private readonly MeanRecursion _means;
    private readonly MomentAverage? _moments;
    private readonly double[] _agentCosts;
    private readonly double[] _records;
    private readonly double[] _batchCosts = new double[Batches];
    private readonly long[] _batchCounts = new long[Batches];

    internal PopulationRollout(MeanFieldLoop loop, PopulationOptions options, int threads)
    {
        _loop = loop;
        _options = options;
        _layout = new MomentLayout(loop);
        _means = new MeanRecursion(loop, _layout);
        _moments = loop.Shares is null ? null : new MomentAverage(_layout, loop.MeanDim);
        _agentCosts = new double[loop.Shares?.Count ?? 0];
        if (options.Mode == PopulationMode.Collapsed)
        {
            _collapsed = loop.Populations.Select(static p => new CollapsedPopulation(p)).ToArray();
        }
        else
        {
            _agents = loop.Populations.Select(p => new AgentPopulation(p, threads)).ToArray();
        }

        _records = new double[AgentPopulation.ChunkSteps * _layout.Length];
    }

    /// <summary>The average cost of a step, or the total over the loop's horizon; +∞ where the states overflowed.</summary>
    public double Cost { get; private set; }

    /// <summary>The same of the loop's second cost; 0 where it has none.</summary>
    public double Performance { get; private set; }

    /// <summary>The same of the noise: Σ_l Σ_i ‖w^i‖²/N_l + ‖c‖².</summary>
    public double NoiseEnergy { get; private set; }

    /// <summary>What one agent of each population paid a step, on average; empty where agents share their costs.</summary>
    public ReadOnlySpan<double> AgentCosts => _agentCosts;

    /// <summary>χ after the last step.</summary>
    public ReadOnlySpan<double> FinalMeans => _means.State;

    internal ReadOnlySpan<double> BatchCosts => _batchCosts;

    internal ReadOnlySpan<long> BatchCounts => _batchCounts;

    /// <summary>(1/N)Σ x^i x^i' of one population after the last step, by rows.</summary>
    /// <param name="population">l, counted from 0.</param>
    /// <param name="destination">Receives d×d entries.</param>
    /// <exception cref="ArgumentException">The destination has the wrong length.</exception>
    public void FinalSecondMoment(int population, Span<double> destination) => _means.SecondMoment(population, destination);

    /// <summary>Runs a rollout.</summary>
    /// <param name="rollout">Its number, which decides its noise.</param>
    /// <param name="every">Every so many steps, from step 0 on, χ is kept.</param>
    /// <param name="trace">Receives them, one after the other; further ones are left out.</param>
    public void Run(ulong rollout, int every = 1, Span<double> trace = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        Run(rollout, every, trace, null);
    }

    internal void Run(ulong rollout, int every, Span<double> trace, StepWatch? watch)
    {
        Array.Clear(_batchCosts);
        Array.Clear(_batchCounts);
        _moments?.Clear();
        Sum cost = default, performance = default, energy = default;
        Start(rollout);
        int order = _loop.MeanDim, steps = _options.Steps;
        for (int first = 0; first < steps; first += AgentPopulation.ChunkSteps)
        {
            int count = Math.Min(AgentPopulation.ChunkSteps, steps - first);
            for (int t = first; t < first + count; t++)
            {
                if (t == first)
                {
                    // The moments of the state before the chunk are with the means already.
                    Advance(first, count);
                }

                Keep(t, every, order, trace);
                double now = _means.Cost(t);
                cost.Add(now);
                if (_moments is not null)
                {
                    _means.AddTo(_moments);
                }

                int batch = (int)((long)t * Batches / steps);
                _batchCosts[batch] += now;
                _batchCounts[batch]++;
                performance.Add(_means.Performance(t));
                _means.Advance(t, _records.AsSpan((t - first) * _layout.Length, _layout.Length));
                energy.Add(_means.NoiseEnergy);
            }

            watch?.Advance(count);
            if (!double.IsFinite(cost.Total))
            {
                break;
            }
        }

        Keep(steps, every, order, trace);
        cost.Add(_means.FinalCost());
        performance.Add(_means.FinalPerformance());
        double share = _loop.Horizon is null ? steps : 1;
        Cost = double.IsFinite(cost.Total) ? cost.Total / share : double.PositiveInfinity;
        Performance = performance.Total / share;
        NoiseEnergy = energy.Total / share;
        _moments?.Shares(_loop.Shares!, _agentCosts);
    }

    private void Keep(int t, int every, int order, Span<double> trace)
    {
        long at = (long)(t / every) * order;
        if (t % every == 0 && at + order <= trace.Length)
        {
            _means.State.CopyTo(trace[(int)at..]);
        }
    }

    private void Start(ulong rollout)
    {
        (ulong seed, ulong stream) = (_options.Seed, _options.Stream);
        for (int l = 0; l < _layout.Count; l++)
        {
            Span<double> record = _records.AsSpan(_layout.Shift(l), MomentLayout.LengthOf(_layout.Dim(l)));
            if (_collapsed is not null)
            {
                _collapsed[l].Start(seed, PopulationStreams.Collapsed(stream, rollout, l), record);
            }
            else
            {
                _agents![l].Start(seed, PopulationStreams.Agents(stream, rollout, l), record);
            }
        }

        _means.Start(seed, PopulationStreams.Common(stream, rollout), _records.AsSpan(0, _layout.Length));
    }

    private void Advance(int first, int count)
    {
        for (int l = 0; l < _layout.Count; l++)
        {
            int length = MomentLayout.LengthOf(_layout.Dim(l)), offset = _layout.Shift(l);
            if (_collapsed is null)
            {
                _agents![l].Advance(first, count, _records.AsSpan(offset), _layout.Length);
                continue;
            }

            for (int t = 0; t < count; t++)
            {
                _collapsed[l].Advance(first + t, _records.AsSpan((t * _layout.Length) + offset, length));
            }
        }
    }

    /// <summary>A sum with the rounding of its additions carried along (Neumaier, 1974).</summary>
    private struct Sum
    {
        private double _sum;
        private double _lost;

        public readonly double Total => _sum + _lost;

        public void Add(double value)
        {
            double next = _sum + value;
            _lost += Math.Abs(_sum) >= Math.Abs(value) ? (_sum - next) + value : (value - next) + _sum;
            _sum = next;
        }
    }
}
