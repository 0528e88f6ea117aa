using System;

namespace SpanLqr.ZeroOrder;

/// <summary>What a <see cref="GradientEstimator"/> does in one estimate.</summary>
public sealed record GradientOptions
{
    /// <summary>The defaults of one-point estimates of mean costs. Their variance is D²·Var J/(r²·batch): a wide radius and a large batch.</summary>
    public static GradientOptions OnePoint { get; } = new() { Rule = GradientRule.OnePoint, Radius = 0.15, Batch = 200 };

    /// <summary>The defaults of one-point estimates of a cost that is quadratic in the parameters, which no radius biases.</summary>
    public static GradientOptions OnePointQuadratic { get; } = new() { Rule = GradientRule.OnePoint, Radius = 1, Batch = 2000 };

    /// <summary>The estimator.</summary>
    public GradientRule Rule { get; init; }

    /// <summary>The law of the directions.</summary>
    public Smoothing Smoothing { get; init; }

    /// <summary>
    /// r, the smoothing radius, positive. Pairs with common noise want it small; one-point estimates, whose variance goes with 1/r², as
    /// wide as the curvature of the cost allows.
    /// </summary>
    public double Radius { get; init; } = 0.02;

    /// <summary>How many samples are averaged, at least 1.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Whether the rollouts of a pair share their noise (common random numbers); of no effect for one point.</summary>
    public bool CommonNoise { get; init; } = true;

    /// <summary>
    /// Whether one-point costs are taken relative to the mean of the others of their batch, which know nothing of their direction: no bias,
    /// and a variance of the order of Var J instead of E J². Of no effect for the other rules.
    /// </summary>
    public bool LeaveOneOut { get; init; } = true;

    /// <summary>
    /// A rollout that costs more than this many times the median of its batch (in absolute value) counts as diverged, above 1; +∞ for never.
    /// It knows no unit, and no stable plant comes near it.
    /// </summary>
    public double Rejection { get; init; } = 1000;

    /// <summary>The seed of directions and noise.</summary>
    public ulong Seed { get; init; }

    internal void Check()
    {
        EnumGuard.Require(Rule);
        EnumGuard.Require(Smoothing);
        if (!(Radius > 0) || !double.IsFinite(Radius))
        {
            throw new ArgumentOutOfRangeException(nameof(Radius), Radius, "The radius must be a positive number.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Batch, 1);
        if (!(Rejection > 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Rejection), Rejection, "The rejection factor must be above 1.");
        }
    }
}
