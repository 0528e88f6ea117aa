using System;
using SpanLqr.Rollouts;

namespace SpanLqr.Populations;

/// <summary>What some rollouts of a plant left behind: the spread of their costs, and the sums of x and of xx' after the last step.</summary>
internal sealed record PlantBatch(RolloutStatistics Costs, double[] States, double[] Squares)
{
    /// <summary>The sums over rollouts with costs that are finite; states lie one after the other.</summary>
    public static PlantBatch Of(ReadOnlySpan<double> costs, ReadOnlySpan<double> finals)
    {
        int n = finals.Length / costs.Length;
        double[] states = new double[n], squares = new double[n * n];
        for (int r = 0; r < costs.Length; r++)
        {
            ReadOnlySpan<double> x = finals.Slice(r * n, n);
            for (int i = 0; i < n && double.IsFinite(costs[r]); i++)
            {
                states[i] += x[i];
                for (int j = 0; j < n; j++)
                {
                    squares[(i * n) + j] += x[i] * x[j];
                }
            }
        }

        return new PlantBatch(RolloutStatistics.Of(costs), states, squares);
    }

    /// <summary>All of them together, merged in halves, so that rounding grows with the logarithm of their number.</summary>
    public static PlantBatch Merge(ReadOnlySpan<PlantBatch> batches)
    {
        if (batches.Length == 1)
        {
            return batches[0];
        }

        int half = batches.Length / 2;
        PlantBatch first = Merge(batches[..half]), second = Merge(batches[half..]);
        return new PlantBatch(
            RolloutStatistics.Merge(first.Costs, second.Costs), Sum(first.States, second.States), Sum(first.Squares, second.Squares));
    }

    private static double[] Sum(double[] first, double[] second)
    {
        double[] sum = new double[first.Length];
        System.Numerics.Tensors.TensorPrimitives.Add(first, second, sum);
        return sum;
    }
}
