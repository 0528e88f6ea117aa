using System;
using SpanLqr.Lqr;
using SpanLqr.Rollouts;

namespace SpanLqr.Learning.Lqr;

/// <summary>The cost of gains of a simulated plant.</summary>
public static class LqrCosts
{
    /// <summary>The oracle of C(K); the parameters are K, row by row.</summary>
    /// <param name="problem">The plant.</param>
    /// <param name="options">How rollouts run.</param>
    /// <exception cref="ArgumentException">A matrix has the wrong size, W is not semidefinite, or a setting is out of range.</exception>
    public static RolloutCosts Of(LqrProblem problem, RolloutCostOptions options)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        problem.CheckSizes();
        int n = problem.StateDim, m = problem.InputDim;
        double[,] noise = problem.W ?? DenseMatrix.Identity(n);
        double[,] factor = options.Model == RolloutModel.NoiseInitial ? new double[n, n] : CovarianceFactor.Of(noise, nameof(problem));
        return new RolloutCosts(m * n, parameters => ClosedLoop.Of(problem, GainOf(parameters, m, n), null, factor), noise, options);
    }

    private static double[,] GainOf(ReadOnlySpan<double> parameters, int rows, int columns)
    {
        double[,] gain = new double[rows, columns];
        parameters.CopyTo(Arrays.Flat(gain));
        return gain;
    }
}
