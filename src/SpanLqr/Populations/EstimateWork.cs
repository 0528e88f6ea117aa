using System;
using System.Linq;
using SpanLqr.Rollouts;

namespace SpanLqr.Populations;

/// <summary>What rollouts leave behind, by their numbers, so that it is added up in the same order whoever ran them.</summary>
internal sealed class EstimateWork
{
    private readonly MeanFieldLoop _loop;
    private readonly int _chunk;
    private readonly double[] _costs;
    private readonly double[][] _sums;
    private readonly int _length;
    private double _batchError = double.NaN;

    public EstimateWork(MeanFieldLoop loop, int rollouts, int chunk)
    {
        _loop = loop;
        _chunk = chunk;
        _length = 2 + loop.MeanDim + loop.Populations.Sum(static p => p.StateDim * p.StateDim) + (loop.Shares?.Count ?? 0);
        _costs = new double[rollouts];
        _sums = new double[(rollouts + chunk - 1) / chunk][];
    }

    /// <summary>Takes the results of a rollout; those of one chunk come in order.</summary>
    public void Take(int r, PopulationRollout rollout)
    {
        double[] sums = _sums[r / _chunk] ??= new double[_length];
        _costs[r] = rollout.Cost;
        if (!double.IsFinite(rollout.Cost))
        {
            return;
        }

        sums[0] += rollout.Performance;
        sums[1] += rollout.NoiseEnergy;
        int at = 2;
        foreach (double entry in rollout.FinalMeans)
        {
            sums[at++] += entry;
        }

        for (int l = 0; l < _loop.Populations.Count; l++)
        {
            int d = _loop.Populations[l].StateDim;
            double[] moment = new double[d * d];
            rollout.FinalSecondMoment(l, moment);
            foreach (double entry in moment)
            {
                sums[at++] += entry;
            }
        }

        foreach (double cost in rollout.AgentCosts)
        {
            sums[at++] += cost;
        }

        if (_costs.Length == 1 && _loop.Horizon is null)
        {
            _batchError = BatchError(rollout);
        }
    }

    public PopulationEstimate Sum(int steps)
    {
        RolloutStatistics costs = RolloutStatistics.Of(_costs);
        double[] mean = new double[_length];
        foreach (double[] sums in _sums)
        {
            for (int k = 0; k < _length; k++)
            {
                mean[k] += sums[k];
            }
        }

        for (int k = 0; k < _length; k++)
        {
            mean[k] /= costs.Count;
        }

        int at = 2 + _loop.MeanDim;
        double[][,] moments = _loop.Populations.Select(p =>
        {
            int d = p.StateDim, start = at;
            at += d * d;
            return DenseMatrix.Create(d, d, (i, j) => mean[start + (i * d) + j]);
        }).ToArray();
        return new PopulationEstimate
        {
            Costs = costs,
            StandardError = costs.Count > 1 ? costs.StandardError : _batchError,
            Performance = mean[0],
            NoiseEnergy = mean[1],
            AgentSteps = (long)Int128.Min(long.MaxValue, (Int128)_loop.Agents * steps * _costs.Length),
            FinalMeans = mean[2..(2 + _loop.MeanDim)],
            FinalSecondMoments = moments,
            AgentCosts = _loop.Shares is null ? null : mean[at..],
        };
    }

    /// <summary>The error of one long average from the averages of its stretches (batch means).</summary>
    private static double BatchError(PopulationRollout rollout)
    {
        Span<double> averages = stackalloc double[PopulationRollout.Batches];
        for (int batch = 0; batch < averages.Length; batch++)
        {
            if (rollout.BatchCounts[batch] < PopulationSimulation.LeastBatch)
            {
                return double.NaN;
            }

            averages[batch] = rollout.BatchCosts[batch] / rollout.BatchCounts[batch];
        }

        return RolloutStatistics.Of(averages).StandardError;
    }
}
