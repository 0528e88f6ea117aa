using System;
using System.Collections.Generic;
using SpanLqr.Lqr;
using SpanLqr.Rollouts;

namespace SpanLqr.Populations;

/// <summary>Matrices of a loop as rows one after the other, which is how steps read them.</summary>
internal static class Flattened
{
    public static double[] Of(double[,] matrix) => Arrays.Flat(matrix).ToArray();

    public static double[] Stack(IReadOnlyList<double[,]> matrices) => FiniteHorizonProblem.Stack(matrices);

    /// <summary>L with LL' the covariance, or zeros for none.</summary>
    /// <exception cref="ArgumentException">It is not semidefinite.</exception>
    public static double[,] Factor(double[,]? covariance, int order, string name) =>
        covariance is null ? new double[order, order] : CovarianceFactor.Of(covariance, $"loop.{name}");
}
