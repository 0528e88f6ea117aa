using System;

namespace SpanLqr.Learning.Robust;

/// <summary>The settings of a descent–ascent.</summary>
public sealed record DescentAscentOptions
{
    /// <summary>The defaults where slopes are estimated from pairs of costs.</summary>
    public static DescentAscentOptions Sampled { get; } = new() { Step = 0.05, AscentStep = 0.05, StageIterations = 300 };

    /// <summary>The defaults of one-point estimates: without a search for it, the step must be short enough to average their noise.</summary>
    public static DescentAscentOptions OnePoint { get; } = new() { Step = 0.01, AscentStep = 0.01, StageIterations = 500 };

    /// <summary>η of the controller's descent, positive.</summary>
    public double Step { get; init; } = 0.02;

    /// <summary>η of the adversary's ascent, positive; η/γ² makes it the descent's equal whatever γ is.</summary>
    public double AscentStep { get; init; } = 0.02;

    /// <summary>K, the iterations at each stage.</summary>
    public int StageIterations { get; init; } = 1000;

    /// <summary>The radius of the Frobenius balls on which (K¹, L¹) and (K², L²) of a stage are projected.</summary>
    public double Ball { get; init; } = double.PositiveInfinity;

    internal void Check()
    {
        foreach ((double value, string name) in new[] { (Step, nameof(Step)), (AscentStep, nameof(AscentStep)), (Ball, nameof(Ball)) })
        {
            if (!(value > 0))
            {
                throw new ArgumentOutOfRangeException(name, value, "It must be positive.");
            }
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(StageIterations, 1);
    }
}
