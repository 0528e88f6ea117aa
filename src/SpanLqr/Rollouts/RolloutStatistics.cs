using System;

namespace SpanLqr.Rollouts;

/// <summary>Mean and spread of the costs of rollouts; those that diverged are counted and left out.</summary>
/// <param name="Count">The rollouts that did not diverge.</param>
/// <param name="Mean">Their mean; NaN where there is none.</param>
/// <param name="SumOfSquares">Σ (cost − mean)².</param>
/// <param name="Diverged">The rollouts that diverged.</param>
public readonly record struct RolloutStatistics(long Count, double Mean, double SumOfSquares, long Diverged)
{
    // Below this a sum is formed term by term; above, of two halves, so that its error grows with the logarithm of the length.
    private const int Leaf = 64;

    /// <summary>The variance of one cost, Σ (cost − mean)²/(Count − 1); NaN for fewer than two.</summary>
    public double Variance => Count > 1 ? SumOfSquares / (Count - 1) : double.NaN;

    /// <summary>The standard error of the mean, √(Variance/Count); NaN for fewer than two.</summary>
    public double StandardError => Math.Sqrt(Variance / Count);

    /// <summary>The statistics of some costs.</summary>
    /// <param name="costs">The costs, +∞ for a blow-up.</param>
    /// <returns>The statistics; no bit of them depends on the machine.</returns>
    public static RolloutStatistics Of(ReadOnlySpan<double> costs)
    {
        if (costs.Length > Leaf)
        {
            int half = costs.Length / 2;
            return Merge(Of(costs[..half]), Of(costs[half..]));
        }

        long count = 0, diverged = 0;
        double mean = 0, squares = 0;
        foreach (double cost in costs)
        {
            if (!double.IsFinite(cost))
            {
                diverged++;
                continue;
            }

            count++;
            double difference = cost - mean;
            mean += difference / count;
            squares += difference * (cost - mean);
        }

        return new RolloutStatistics(count, count > 0 ? mean : double.NaN, squares, diverged);
    }

    /// <summary>The statistics of both together (Chan, Golub and LeVeque, 1983).</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <returns>The statistics.</returns>
    public static RolloutStatistics Merge(RolloutStatistics first, RolloutStatistics second)
    {
        long count = first.Count + second.Count, diverged = first.Diverged + second.Diverged;
        if (first.Count == 0 || second.Count == 0)
        {
            return (first.Count == 0 ? second : first) with { Diverged = diverged };
        }

        double difference = second.Mean - first.Mean, share = (double)second.Count / count;
        return new RolloutStatistics(
            count,
            first.Mean + (difference * share),
            first.SumOfSquares + second.SumOfSquares + (difference * difference * share * first.Count),
            diverged);
    }
}
