using System;
using System.Threading;
using SpanLqr.Rollouts;
using SpanLqr.Threads;

namespace SpanLqr.Populations;

/// <summary>The error of one long average from the averages of its stretches (batch means).</summary>
internal static class PlantStretches
{
    /// <summary>The standard error; NaN where stretches are too short.</summary>
    /// <remarks>
    /// Lanes keep no cost but the sum of all steps that count, so each stretch is a rollout of its own that ends with the stretch and counts nothing
    /// before it: half as many steps again for each of them.
    /// </remarks>
    public static double StandardError(
        RolloutPlan<double> plan, Func<int, int, RolloutOptions> options, int steps, int threads, CancellationToken cancellation, StepWatch watch)
    {
        const int Count = PopulationRollout.Batches;
        if (steps / Count < PopulationSimulation.LeastBatch)
        {
            watch.Advance(steps);
            return double.NaN;
        }

        double[] averages = new double[Count];
        ParallelWork.Run(Count, threads, cancellation, static () => 0, (item, _) =>
        {
            int stretch = (int)item, first = Start(steps, stretch), end = Start(steps, stretch + 1);
            var engine = new RolloutEngine<double>(plan, options(end, first));
            engine.Run(0, averages.AsSpan(stretch, 1), engine.CreateWorkspace());
            averages[stretch] /= end - first;
            watch.Advance(end - first);
        });
        return RolloutStatistics.Of(averages).StandardError;
    }

    private static int Start(int steps, int stretch) => (int)((long)steps * stretch / PopulationRollout.Batches);
}
