using System;
using System.Linq;
using SpanLqr.ZeroOrder;
using Xunit;

namespace SpanLqr.Tests.ZeroOrder;

/// <summary>Estimates against closed forms on a quadratic, whose smoothed gradient is its own.</summary>
public class GradientEstimatorTests
{
    private static readonly double[] Linear = [1, -2, 0.5, 0];
    private static readonly double[,] Quadratic = { { 2, 0.3, 0, 0 }, { 0.3, 1, 0, 0.2 }, { 0, 0, 0.5, 0 }, { 0, 0.2, 0, 3 } };
    private static readonly double[] At = [0.4, 0.1, -0.7, 0.2];

    [Fact]
    public void Estimate_IsUnbiasedForTheSmoothedGradient_WhateverRuleAndSmoothing()
    {
        foreach (GradientRule rule in Enum.GetValues<GradientRule>())
        {
            foreach (Smoothing smoothing in Enum.GetValues<Smoothing>())
            {
                QuadraticCost cost = new(0.3, Linear, Quadratic, additive: 0.1);
                (double[] mean, double deviation, _) = Repeat(cost, Options(rule, smoothing, 0.5, 64), 400);
                Assert.True(Distance(mean, cost.Gradient(At)) < 4 * deviation, $"{rule} {smoothing}: {Distance(mean, cost.Gradient(At))} of {deviation}");
            }
        }
    }

    [Fact]
    public void Estimate_SmoothsWithItsRadius()
    {
        // J(θ) = θ³ in one dimension: the mean of J' over the ball of radius r is 3θ² + r².
        CubicCost cost = new();
        GradientEstimator estimator = new(cost, Options(GradientRule.TwoPoint, Smoothing.Sphere, 0.5, 8));
        double[] gradient = new double[1];
        estimator.Estimate([2], 0, 0.5, gradient);
        Assert.Equal((3 * 4) + (0.5 * 0.5), gradient[0], 1e-12);
    }

    [Fact]
    public void Variance_IsThatOfTheMeans_AndFallsLikeTheBatch()
    {
        QuadraticCost cost = new(0.3, Linear, Quadratic, additive: 0.1);
        (_, double small, double estimatedSmall) = Repeat(cost, Options(GradientRule.TwoPoint, Smoothing.Sphere, 0.1, 16), 600);
        (_, double large, double estimatedLarge) = Repeat(cost, Options(GradientRule.TwoPoint, Smoothing.Sphere, 0.1, 64), 600);

        // The scatter of 600 means tells their variance to about 6 %.
        Assert.InRange(estimatedSmall / (small * small * 600), 0.8, 1.25);
        Assert.InRange(estimatedLarge / (large * large * 600), 0.8, 1.25);
        Assert.InRange(estimatedSmall / estimatedLarge, 3.6, 4.4);
    }

    [Fact]
    public void TwoPoints_BeatOnePoint_ByTheFactorOfTheory()
    {
        // For small r: one point has the variance D·E[J²]/r² a sample, J there h + s·z; two points with common noise (D − 1)‖∇J‖².
        const double H = 5, S = 0.5, R = 0.01;
        QuadraticCost cost = new(H, Linear, new double[4, 4], additive: S);
        double[] zero = new double[4];
        (_, _, double one) = Repeat(cost, Options(GradientRule.OnePoint, Smoothing.Sphere, R, 64), 200, zero);
        (_, _, double two) = Repeat(cost, Options(GradientRule.TwoPoint, Smoothing.Sphere, R, 64), 200, zero);
        double square = Linear.Sum(entry => entry * entry);
        double expectedOne = 16 / (R * R) * ((H * H) + (S * S)) / 64, expectedTwo = 3 * square / 64;
        Assert.InRange(one / expectedOne, 0.95, 1.05);
        Assert.InRange(two / expectedTwo, 0.95, 1.05);
    }

    [Fact]
    public void LeaveOneOut_TakesTheConstantOut_WithoutBias()
    {
        // What is left of D²·E[J²]/r² with J = h + s·z is D²·s²/r², and a little more for the mean of the others being one of 63.
        const double H = 5, S = 0.5, R = 0.01;
        QuadraticCost cost = new(H, Linear, new double[4, 4], additive: S);
        GradientOptions options = Options(GradientRule.OnePoint, Smoothing.Sphere, R, 64) with { LeaveOneOut = true };
        (_, _, double left) = Repeat(cost, options, 200, new double[4]);
        Assert.InRange(left / (16 / (R * R) * S * S / 64), 0.95, 1.1);

        foreach (Smoothing smoothing in Enum.GetValues<Smoothing>())
        {
            QuadraticCost curved = new(3, Linear, Quadratic, additive: 0.1);
            (double[] mean, double deviation, _) = Repeat(curved, Options(GradientRule.OnePoint, smoothing, 0.5, 4) with { LeaveOneOut = true }, 3000);
            Assert.True(Distance(mean, curved.Gradient(At)) < 4 * deviation, $"{smoothing}: {Distance(mean, curved.Gradient(At))} of {deviation}");
            Assert.True(deviation < 0.2, $"{deviation}");
        }
    }

    [Fact]
    public void CommonNoise_TakesAdditiveNoiseOut()
    {
        QuadraticCost cost = new(0, Linear, new double[4, 4], additive: 1);
        GradientOptions common = Options(GradientRule.TwoPoint, Smoothing.Sphere, 0.01, 64);
        (_, _, double shared) = Repeat(cost, common, 100);
        (_, _, double own) = Repeat(cost, common with { CommonNoise = false }, 100);

        // Two independent noises of variance 1 leave D²/(2r)²·2 a sample.
        Assert.InRange(own / (16 / (4 * 0.01 * 0.01) * 2 / 64), 0.9, 1.1);
        Assert.True(shared < 1);
    }

    [Fact]
    public void Samples_ThatBlowUp_AreLeftOutAndCounted()
    {
        HalfSpaceCost cost = new();
        GradientEstimator estimator = new(cost, Options(GradientRule.OnePoint, Smoothing.Sphere, 1, 1000));
        double[] gradient = new double[2];
        GradientEstimate estimate = estimator.Estimate([0, 0], 0, 1, gradient);
        Assert.InRange(estimate.Rejected, 400, 600);
        Assert.Equal(1000, estimate.Accepted + estimate.Rejected);
        Assert.Equal(1, estimate.Cost, 1e-12);
        Assert.All(gradient, entry => Assert.True(double.IsFinite(entry)));

        // The half plane that is left has U of mean (2/π, 0), and the factor is D/r = 2.
        Assert.InRange(gradient[0], 1.2, 1.35);
    }

    [Fact]
    public void ABatch_OfWhichNothingIsLeft_HasNoSlopeAndSaysSo()
    {
        GradientEstimator estimator = new(new HopelessCost(), Options(GradientRule.TwoPoint, Smoothing.Sphere, 1, 8));
        double[] gradient = [1, 2];
        GradientEstimate estimate = estimator.Estimate([0, 0], 0, 1, gradient);
        Assert.Equal(8, estimate.Rejected);
        Assert.Equal([0.0, 0.0], gradient);
        Assert.True(double.IsNaN(estimate.Cost));
    }

    [Fact]
    public void Estimate_AllocatesNothing()
    {
        QuadraticCost cost = new(0, Linear, Quadratic, additive: 1);
        GradientEstimator estimator = new(cost, Options(GradientRule.TwoPoint, Smoothing.Gaussian, 0.1, 32));
        double[] gradient = new double[4];
        estimator.Estimate(At, 0, 0.1, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        estimator.Estimate(At, 1, 0.1, gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Directions_OnTheSphere_AreUniform()
    {
        const int Count = 20_000;
        double[] direction = new double[3], mean = new double[3], square = new double[3];
        for (ulong i = 0; i < Count; i++)
        {
            Directions.Fill(Smoothing.Sphere, 7, i / 100, i % 100, direction);
            Assert.Equal(1, direction.Sum(entry => entry * entry), 1e-12);
            for (int k = 0; k < 3; k++)
            {
                mean[k] += direction[k] / Count;
                square[k] += direction[k] * direction[k] / Count;
            }
        }

        // Standard errors: √(1/3/N) = 0.004 and √(4/45/N) = 0.0021.
        Assert.All(mean, entry => Assert.InRange(entry, -0.016, 0.016));
        Assert.All(square, entry => Assert.InRange(entry, (1.0 / 3) - 0.0085, (1.0 / 3) + 0.0085));
    }

    private static GradientOptions Options(GradientRule rule, Smoothing smoothing, double radius, int batch) =>
        new() { Rule = rule, Smoothing = smoothing, Radius = radius, Batch = batch, LeaveOneOut = false, Seed = 11 };

    /// <summary>The mean of many estimates, the standard deviation of that mean, and the mean of the variances they claim.</summary>
    private static (double[] Mean, double Deviation, double Claimed) Repeat(ICostOracle cost, GradientOptions options, int times, double[]? at = null)
    {
        GradientEstimator estimator = new(cost, options);
        double[][] estimates = new double[times][];
        double claimed = 0;
        for (int k = 0; k < times; k++)
        {
            estimates[k] = new double[cost.ParameterCount];
            claimed += estimator.Estimate(at ?? At, (ulong)k, options.Radius, estimates[k]).Variance / times;
        }

        double[] mean = Enumerable.Range(0, cost.ParameterCount).Select(i => estimates.Average(e => e[i])).ToArray();
        double variance = estimates.Sum(e => Math.Pow(Distance(e, mean), 2)) / (times - 1);
        return (mean, Math.Sqrt(variance / times), claimed);
    }

    private static double Distance(double[] x, double[] y) => Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());

    private sealed class CubicCost : ICostOracle
    {
        public int ParameterCount => 1;

        public int StepsPerRollout => 1;

        public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
        {
            for (int i = 0; i < costs.Length; i++)
            {
                costs[i] = Math.Pow(parameters[i], 3);
            }
        }
    }

    /// <summary>1 where θ₁ ≥ 0, and a blow-up where not: half the time +∞, half NaN.</summary>
    private sealed class HalfSpaceCost : ICostOracle
    {
        public int ParameterCount => 2;

        public int StepsPerRollout => 1;

        public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs)
        {
            for (int i = 0; i < costs.Length; i++)
            {
                costs[i] = parameters[2 * i] >= 0 ? 1 : i % 2 == 0 ? double.NaN : double.PositiveInfinity;
            }
        }
    }

    private sealed class HopelessCost : ICostOracle
    {
        public int ParameterCount => 2;

        public int StepsPerRollout => 1;

        public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs) => costs.Fill(double.PositiveInfinity);
    }
}
