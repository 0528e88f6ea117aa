using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Populations;

/// <summary>A <see cref="PopulationCost"/> laid out for steps: triangles by rows from the diagonal on, what is beside it doubled.</summary>
internal sealed class FlatCost
{
    private readonly double[][] _deviations;
    private readonly double[] _mean;
    private readonly double[] _linear;
    private readonly double _constant;

    public FlatCost(PopulationCost cost)
    {
        _deviations = cost.Deviations.Select(Fold).ToArray();
        _mean = Fold(cost.Mean);
        _linear = cost.Linear is null ? new double[cost.Mean.GetLength(0)] : Array.ConvertAll(cost.Linear, static g => 2 * g);
        _constant = cost.Constant;
    }

    /// <summary>The cost at χ with the scatters of a row of moments.</summary>
    public double Of(MomentLayout layout, ReadOnlySpan<double> mean, ReadOnlySpan<double> row)
    {
        double sum = _constant;
        for (int l = 0; l < _deviations.Length; l++)
        {
            ReadOnlySpan<double> weights = _deviations[l], scatter = row.Slice(layout.Scatter(l), weights.Length);
            for (int k = 0; k < weights.Length; k++)
            {
                sum += weights[k] * scatter[k];
            }
        }

        for (int i = 0, at = 0; i < mean.Length; i++)
        {
            double slope = _linear[i];
            for (int j = i; j < mean.Length; j++, at++)
            {
                slope += _mean[at] * mean[j];
            }

            sum += slope * mean[i];
        }

        return sum;
    }

    private static double[] Fold(double[,] matrix)
    {
        List<double> folded = [];
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = i; j < matrix.GetLength(1); j++)
            {
                folded.Add(i == j ? matrix[i, i] : matrix[i, j] + matrix[j, i]);
            }
        }

        return [.. folded];
    }
}
