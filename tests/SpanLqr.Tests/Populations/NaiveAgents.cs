using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Linear;
using SpanLqr.Populations;
using SpanLqr.RandomNumbers;
using SpanLqr.Rollouts;

namespace SpanLqr.Tests.Populations;

/// <summary>
/// The textbook: every agent's state in an array, every agent's input from its policy, every mean formed by adding up. The noise comes from the same
/// streams as the simulation's, so that the two can be compared number by number.
/// </summary>
internal sealed class NaiveAgents
{
    private readonly MeanFieldLoop _loop;
    private readonly List<double[]>[] _states;
    private readonly NormalStream[][] _streams;
    private readonly double[][,] _factors;
    private readonly double[,]? _common;
    private NormalStream _commonStream;

    public NaiveAgents(MeanFieldLoop loop, ulong seed, ulong rollout, Func<int, int>? order = null)
    {
        _loop = loop;
        _factors = loop.Populations.Select(p => Factor(p.Noise, p.StateDim)).ToArray();
        _common = loop.CommonNoise is null ? null : CovarianceFactor.Of(loop.CommonNoise, "common");
        _commonStream = new NormalStream(seed, PopulationStreams.Common(0, rollout), 0);
        double[] start = loop.InitialMean ?? new double[loop.MeanDim];
        if (loop.CommonInitial is not null)
        {
            Add(start = (double[])start.Clone(), Draw(CovarianceFactor.Of(loop.CommonInitial, "common"), ref _commonStream));
        }

        Extra = start[loop.Populations.Sum(p => p.StateDim)..];
        _streams = loop.Populations.Select((p, l) => Enumerable.Range(0, p.Size)
            .Select(i => new NormalStream(seed, PopulationStreams.Agents(0, rollout, l), (ulong)(order?.Invoke(i) ?? i))).ToArray()).ToArray();
        _states = loop.Populations.Select((p, l) => Enumerable.Range(0, p.Size).Select(i =>
        {
            double[] x = start[Offset(l)..(Offset(l) + p.StateDim)];
            if (p.Initial is not null)
            {
                double[] z = new double[(p.StateDim + 1) / 2 * 2];
                _streams[l][i].Fill(z);
                Add(x, Product(Factor(p.Initial, p.StateDim), z));
            }

            return x;
        }).ToList()).ToArray();
    }

    /// <summary>What χ has besides means.</summary>
    public double[] Extra { get; set; }

    public IReadOnlyList<double[]> States(int l) => _states[l];

    public double[] Mean(int l) => Enumerable.Range(0, _loop.Populations[l].StateDim).Select(k => _states[l].Average(x => x[k])).ToArray();

    public double[] Means() => [.. Enumerable.Range(0, _loop.Populations.Count).SelectMany(Mean), .. Extra];

    /// <summary>Every agent moves; move gives its next state without noise.</summary>
    public void Step(Func<int, double[], double[], double[]> move)
    {
        double[] means = Means();
        double[] common = _common is null ? new double[_loop.MeanDim] : Draw(_common, ref _commonStream);
        for (int l = 0; l < _states.Length; l++)
        {
            for (int i = 0; i < _states[l].Count; i++)
            {
                double[] next = move(l, _states[l][i], means);
                Add(next, Draw(_factors[l], ref _streams[l][i]));
                Add(next, common.AsSpan(Offset(l), next.Length).ToArray());
                _states[l][i] = next;
            }
        }
    }

    public static double[] Product(double[,] matrix, ReadOnlySpan<double> x)
    {
        double[] y = new double[matrix.GetLength(0)];
        for (int i = 0; i < y.Length; i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                y[i] += matrix[i, j] * x[j];
            }
        }

        return y;
    }

    public static void Add(double[] x, double[] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] += y[i];
        }
    }

    public static double Quadratic(double[,] weight, double[] x) => x.Zip(Product(weight, x), (a, b) => a * b).Sum();

    private int Offset(int l) => _loop.Populations.Take(l).Sum(p => p.StateDim);

    private static double[] Draw(double[,] factor, ref NormalStream stream)
    {
        double[] z = new double[factor.GetLength(0)];
        stream.Fill(z);
        return Product(factor, z);
    }

    private static double[,] Factor(double[,]? covariance, int d) =>
        covariance is null ? new double[d, d] : CovarianceFactor.Of(covariance, "covariance");
}
