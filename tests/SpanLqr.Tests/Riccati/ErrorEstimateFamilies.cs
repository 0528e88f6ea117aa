using System;
using System.Collections.Generic;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using Xunit;
using Precise = SpanLqr.Reference.PreciseDare;

namespace SpanLqr.Tests.Riccati;

/// <summary>The estimated error of thousands of hard problems against the true one, which Newton's method in double-double arithmetic tells.</summary>
public class ErrorEstimateFamilies
{
    private const int Problems = 250;

    // A bound of first order may fall short by terms of second order and by roundings that it does not count.
    private const double Shortfall = 3;

    // Of a bound that adds up what cancels; half of all problems must do better.
    private const double MedianExcess = 100;

    // No P of doubles is nearer to the solution.
    private const double Nearest = 1.1e-16;

    [Theory]
    [InlineData("well conditioned", 1)]
    [InlineData("unstable", 0.85)]
    [InlineData("stable", 1)]
    [InlineData("bad units", 1)]
    [InlineData("near the circle", 1)]
    [InlineData("cheap", 1)]
    [InlineData("cheap, low rank", 0.85)]
    [InlineData("low rank", 1)]
    [InlineData("expensive", 1)]
    [InlineData("nearly singular R", 0.9)]
    [InlineData("cross weight", 1)]
    [InlineData("weak inputs", 0.95)]
    [InlineData("integers", 0.85)]
    [InlineData("far from normal", 0.95)]
    [InlineData("everything", 0.9)]
    public void Estimate_IsAboveTheErrorAndNotFarAbove(string family, double leastShareSolved)
    {
        var ratios = new List<double>();
        int solved = 0;
        for (int seed = 0; seed < Problems; seed++)
        {
            LqrProblem problem = ProblemFamilies.Make(family, seed);
            LqrSolution solution = LqrSolver.Solve(problem);
            if (!solution.IsOk)
            {
                Assert.True(IsExplained(solution), $"{family} {seed}: {solution.Status} {solution.Evidence}");
                continue;
            }

            solved++;
            Precise.Solution? exact = Precise.solve(Problem(problem))?.Value;
            if (exact is not { IsStabilising: true })
            {
                // Thirty digits are not enough either.
                continue;
            }

            double error = Precise.forwardError(exact, solution.CostToGo);
            ratios.Add(solution.ErrorEstimate / Math.Max(error, Nearest));
            Assert.True(
                error <= Shortfall * solution.ErrorEstimate,
                $"{family} {seed}: error {error:E2}, estimate {solution.ErrorEstimate:E2}, condition {Precise.condition(Problem(problem), exact):E1}");
        }

        ratios.Sort();
        Assert.True(ratios.Count > 0.8 * solved, $"{family}: the oracle solved {ratios.Count} of {solved}");
        Assert.InRange(ratios[ratios.Count / 2], 1, MedianExcess);
        Assert.True(solved >= leastShareSolved * Problems, $"{family}: {solved} of {Problems} solved");
    }

    private static Reference.Lqr.Problem Problem(LqrProblem problem) => new(
        problem.A, problem.B, problem.Q, problem.R, problem.S ?? new double[problem.StateDim, problem.InputDim], problem.A);

    private static bool IsExplained(LqrSolution solution) => solution.Status switch
    {
        SolveStatus.IllConditioned => solution.Evidence.HasLostDigits,
        SolveStatus.NotStabilisable or SolveStatus.InputWeightNotPositiveDefinite => solution.Evidence.HasEigenvalue,
        _ => false,
    };
}
