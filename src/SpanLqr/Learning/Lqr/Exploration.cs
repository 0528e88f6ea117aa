using System;
using System.Threading;

namespace SpanLqr.Learning.Lqr;

/// <summary>How much to explore: by the share κ of its mean cost that exploration adds.</summary>
internal static class Exploration
{
    // A measured rise below this share of the wanted one is the noise of the measurement.
    private const double LeastRise = 1e-2;

    private const int PilotRuns = 8;

    /// <summary>Σ_z = (κλ/m)G⁻¹, which raises the mean cost λ by exactly κλ where G = R + B'PB.</summary>
    public static double[,]? Covariance(double[,] curvature, double share, double cost) =>
        MatrixAlgebra.InversePositive(curvature) is { } inverse ? MatrixAlgebra.Scale(inverse, share * cost / curvature.GetLength(0)) : null;

    /// <summary>Σ_z in the shape of R⁻¹, scaled by the rise of the cost in a pilot; null where the pilot diverged.</summary>
    /// <param name="runs">The plant.</param>
    /// <param name="gain">K.</param>
    /// <param name="inputWeight">R.</param>
    /// <param name="share">κ.</param>
    /// <param name="steps">Steps of the pilot's runs, long against the plant's memory.</param>
    /// <param name="cancellation">Ends early.</param>
    /// <param name="cost">The mean cost without exploration.</param>
    public static double[,]? Pilot(
        PlantRuns runs,
        double[,] gain,
        double[,] inputWeight,
        double share,
        int steps,
        CancellationToken cancellation,
        out double cost)
    {
        cost = runs.MeanCost(gain, null, PilotRuns, steps, cancellation);
        if (!double.IsFinite(cost) || Covariance(inputWeight, share, cost) is not { } trial || MatrixAlgebra.Cholesky(trial) is not { } factor)
        {
            return null;
        }

        double rise = runs.MeanCost(gain, factor, PilotRuns, steps, cancellation) - cost;
        return double.IsFinite(rise) ? MatrixAlgebra.Scale(trial, 1 / Math.Max(rise / (share * cost), LeastRise)) : null;
    }
}
