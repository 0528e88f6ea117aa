using System;

namespace SpanLqr.Games;

/// <summary>The mean fields over time, computed before any agent has moved.</summary>
public static class MeanFieldTrajectory
{
    /// <summary>z̄_0 = ν, z̄_1, …: row t of the result is z̄_t, all populations stacked.</summary>
    /// <param name="solution">A solution that is Ok.</param>
    /// <param name="steps">The number of rows, at least 1.</param>
    /// <exception cref="ArgumentException">The solution is not Ok.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    public static double[][] Of(GameSolution solution, int steps)
    {
        GamePolicy policy = new(solution);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double[][] trajectory = new double[steps][];
        trajectory[0] = (double[])solution.InitialMeanField.Clone();
        for (int t = 1; t < steps; t++)
        {
            trajectory[t] = new double[policy.MeanFieldLength];
            policy.Advance(trajectory[t - 1], trajectory[t]);
        }

        return trajectory;
    }
}
