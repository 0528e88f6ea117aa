using System;
using System.Threading;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>Runs of a policy without exploration, long against the slowest mode, compared with the cost that was predicted.</summary>
internal static class PolicyCheck
{
    private const int Runs = 16;
    private const int Segments = 8;
    private const double LeastSteps = 2000;

    // Time constants of the slowest mode that a run lasts.
    private const double TimeConstants = 8;

    // Standard errors, and a share of the cost, that prediction and measurement may differ by.
    private const double PredictionErrors = 5;
    private const double PredictionShare = 0.03;

    // The same for the second half against the first.
    private const double GrowthErrors = 4;
    private const double GrowthShare = 0.05;

    /// <summary>Steps of a check of a loop with this spectral radius, in all its runs.</summary>
    public static double Steps(double radius) => Runs * Length(radius);

    /// <summary>Runs the policy.</summary>
    /// <param name="runs">The plant.</param>
    /// <param name="gain">K.</param>
    /// <param name="radius">The estimated spectral radius of the loop.</param>
    /// <param name="predicted">The predicted mean cost.</param>
    /// <param name="budget">Steps that are left.</param>
    /// <param name="cancellation">Ends early.</param>
    public static CheckOutcome Run(PlantRuns runs, double[,] gain, double radius, double predicted, double budget, CancellationToken cancellation)
    {
        if (Steps(radius) > budget)
        {
            return CheckOutcome.Unaffordable;
        }

        int segment = (int)(Length(radius) / Segments), length = segment * Segments;
        double[,] sums = new double[Runs, Segments];
        int[] done = new int[Runs];
        bool ran = runs.Run(
            gain,
            null,
            Runs,
            length,
            null,
            (index, _, _, costs) =>
            {
                foreach (double cost in costs)
                {
                    sums[index, done[index]++ / segment] += cost / segment;
                }
            },
            cancellation);
        if (!ran || !MatrixAlgebra.IsFinite(sums))
        {
            return CheckOutcome.Refuted;
        }

        (double early, _) = Mean(sums, 2, 4);
        (double mean, double error) = Mean(sums, 2, Segments);
        (double late, _) = Mean(sums, 4, Segments);
        double[,] growth = DenseMatrix.Create(Runs, 1, (i, _) =>
            ((sums[i, 4] + sums[i, 5] + sums[i, 6] + sums[i, 7]) / 4) - ((sums[i, 2] + sums[i, 3]) / 2));
        (_, double growthError) = Mean(growth, 0, 1);
        bool grows = late - early > (GrowthErrors * growthError) + (GrowthShare * mean);
        bool differs = Math.Abs(mean - predicted) > (PredictionErrors * error) + (PredictionShare * predicted);
        return grows || differs ? CheckOutcome.Refuted : CheckOutcome.Confirmed;
    }

    private static double Length(double radius) => Math.Ceiling(Math.Max(LeastSteps, TimeConstants / Math.Max(1 - radius, 1e-12)) / Segments) * Segments;

    /// <summary>The mean over runs of the mean over segments, and its standard error.</summary>
    private static (double Mean, double Error) Mean(double[,] sums, int from, int to)
    {
        double total = 0, squares = 0;
        for (int run = 0; run < Runs; run++)
        {
            double mean = PlantRuns.Total(MatrixAlgebra.Row(sums, run)[from..to]) / (to - from);
            total += mean;
            squares += mean * mean;
        }

        double average = total / Runs;
        return (average, Math.Sqrt(Math.Max(0, (squares / Runs) - (average * average)) / Runs));
    }
}
