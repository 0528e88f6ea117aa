using System;
using System.Collections.Generic;

namespace SpanLqr.Populations;

/// <summary>The averages over the steps of a rollout of the scatters, of χ and of χχ', from which the shares of all populations follow at once.</summary>
/// <remarks>About (order of χ)² flops a step, as much as the cost of all agents together; allocates nothing on the way.</remarks>
internal sealed class MomentAverage(MomentLayout layout, int order)
{
    private readonly double[] _rows = new double[layout.Length];
    private readonly double[] _mean = new double[order];
    private readonly double[] _second = new double[order * order];
    private int _steps;

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        Array.Clear(_rows);
        Array.Clear(_mean);
        Array.Clear(_second);
        _steps = 0;
    }

    /// <summary>Takes the moments of a step.</summary>
    public void Add(ReadOnlySpan<double> mean, ReadOnlySpan<double> row)
    {
        _steps++;
        for (int i = 0; i < row.Length; i++)
        {
            _rows[i] += row[i];
        }

        for (int i = 0; i < order; i++)
        {
            _mean[i] += mean[i];
            Span<double> second = _second.AsSpan(i * order, order);
            for (int j = 0; j < order; j++)
            {
                second[j] += mean[i] * mean[j];
            }
        }
    }

    /// <summary>What one agent of each population paid on average.</summary>
    public void Shares(IReadOnlyList<AgentShare> shares, Span<double> destination)
    {
        double[] second = Array.ConvertAll(_second, x => x / _steps), mean = Array.ConvertAll(_mean, x => x / _steps);
        for (int l = 0; l < shares.Count; l++)
        {
            AgentShare share = shares[l];
            double scatter = 0;
            int m = layout.Dim(share.Population);
            for (int i = 0, at = layout.Scatter(share.Population); i < m; i++)
            {
                for (int j = i; j < m; j++, at++)
                {
                    scatter += (i == j ? share.Deviation[i, i] : share.Deviation[i, j] + share.Deviation[j, i]) * _rows[at] / _steps;
                }
            }

            destination[l] = share.Of(scatter, second, mean);
        }
    }
}
