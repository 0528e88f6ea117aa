using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.RandomNumbers;

namespace SpanLqr.Populations;

/// <summary>The means χ⁺ = Fχ + f + c + (private noise's means), and the costs of each step from them and the scatters.</summary>
internal sealed class MeanRecursion
{
    private readonly MomentLayout _layout;
    private readonly int _order;
    private readonly int[] _sizes;
    private readonly bool _leavesAlone;
    private readonly int _stages;
    private readonly double[] _dynamics;
    private readonly double[][] _offsets;
    private readonly double[]? _common;
    private readonly double[]? _commonInitial;
    private readonly double[] _initial;
    private readonly FlatCost[] _costs;
    private readonly FlatCost? _final;
    private readonly FlatCost[] _performance;
    private readonly FlatCost? _finalPerformance;
    private readonly double[] _state;
    private readonly double[] _next;
    private readonly double[] _noise;
    private readonly double[] _row;
    private NormalStream _stream;

    public MeanRecursion(MeanFieldLoop loop, MomentLayout layout)
    {
        _layout = layout;
        _order = loop.MeanDim;
        _sizes = loop.Populations.Select(static p => p.Size).ToArray();
        _leavesAlone = loop.OwnNoiseLeavesMeanAlone;
        _dynamics = Flattened.Stack(loop.MeanDynamics);
        _stages = loop.MeanDynamics.Count;
        _offsets = loop.Offsets?.ToArray() ?? [new double[_order]];
        _initial = loop.InitialMean ?? new double[_order];
        _common = Factor(loop.CommonNoise, "CommonNoise");
        _commonInitial = Factor(loop.CommonInitial, "CommonInitial");
        _costs = Flat(loop.Costs);
        _performance = Flat(loop.Performance ?? []);
        _final = loop.FinalCost is null ? null : new FlatCost(loop.FinalCost);
        _finalPerformance = loop.FinalPerformance is null ? null : new FlatCost(loop.FinalPerformance);
        _state = new double[_order];
        _next = new double[_order];
        _noise = new double[_order];
        _row = new double[layout.Length];
    }

    /// <summary>χ.</summary>
    public ReadOnlySpan<double> State => _state;

    /// <summary>Σ‖w‖²/N + ‖c‖² of the last step.</summary>
    public double NoiseEnergy { get; private set; }

    public void Start(ulong seed, ulong id, ReadOnlySpan<double> record)
    {
        _stream = new NormalStream(seed, id, 0);
        _initial.CopyTo(_next.AsSpan());
        Finish(_commonInitial, record);
    }

    public void Advance(int t, ReadOnlySpan<double> record)
    {
        int n = _order;
        ReadOnlySpan<double> f = _dynamics.AsSpan(_stages == 1 ? 0 : t * n * n, n * n);
        double[] offset = _offsets[_offsets.Length == 1 ? 0 : t];
        for (int i = 0; i < n; i++)
        {
            double sum = offset[i];
            for (int j = 0; j < n; j++)
            {
                sum += f[(i * n) + j] * _state[j];
            }

            _next[i] = sum;
        }

        Finish(_common, record);
    }

    public double Cost(int t) => _costs[_costs.Length == 1 ? 0 : t].Of(_layout, _state, _row);

    public double Performance(int t) => _performance.Length == 0 ? 0 : _performance[_performance.Length == 1 ? 0 : t].Of(_layout, _state, _row);

    /// <summary>Takes the moments of this step into an average.</summary>
    public void AddTo(MomentAverage average) => average.Add(_state, _row);

    public double FinalCost() => _final?.Of(_layout, _state, _row) ?? 0;

    public double FinalPerformance() => _finalPerformance?.Of(_layout, _state, _row) ?? 0;

    /// <summary>S/N + x̄x̄'.</summary>
    public void SecondMoment(int population, Span<double> destination)
    {
        int d = _layout.Dim(population), mean = 0;
        if (destination.Length != d * d)
        {
            throw new ArgumentException($"The destination has {destination.Length} entries, expected {d * d}.", nameof(destination));
        }

        for (int l = 0; l < population; l++)
        {
            mean += _layout.Dim(l);
        }

        for (int i = 0, at = _layout.Scatter(population); i < d; i++)
        {
            for (int j = i; j < d; j++, at++)
            {
                double entry = (_row[at] / _sizes[population]) + (_state[mean + i] * _state[mean + j]);
                destination[(i * d) + j] = entry;
                destination[(j * d) + i] = entry;
            }
        }
    }

    private void Finish(double[]? factor, ReadOnlySpan<double> record)
    {
        double energy = 0;
        if (factor is not null)
        {
            _stream.Fill(_noise);
            for (int i = 0; i < _order; i++)
            {
                double common = 0;
                for (int j = 0; j <= i; j++)
                {
                    common += factor[(i * _order) + j] * _noise[j];
                }

                energy += common * common;
                _next[i] += common;
            }
        }

        for (int l = 0, row = 0; l < _layout.Count; l++)
        {
            energy += record[_layout.Energy(l)] / _sizes[l];
            for (int i = 0; i < _layout.Dim(l); i++, row++)
            {
                _next[row] += _leavesAlone ? 0 : record[_layout.Shift(l) + i];
            }
        }

        NoiseEnergy = energy;
        _next.CopyTo(_state.AsSpan());
        record.CopyTo(_row);
    }

    private double[]? Factor(double[,]? covariance, string name) =>
        covariance is null ? null : Flattened.Of(Flattened.Factor(covariance, _order, name));

    private static FlatCost[] Flat(IReadOnlyList<PopulationCost> costs) => costs.Select(static cost => new FlatCost(cost)).ToArray();
}
