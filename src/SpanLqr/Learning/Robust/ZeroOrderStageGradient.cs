using System;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Robust;

/// <summary>Slopes estimated from costs: by (K¹, L¹) with (K², L²) held, and the other way round.</summary>
/// <remarks>A side of which every sample was rejected has a slope of zero. Source: robust mean-field type games, section 4.</remarks>
public sealed class ZeroOrderStageGradient : IStageGradient
{
    private const ulong AdversarySeed = 7;

    private readonly GainLayout _layout;
    private readonly IStageCosts _costs;
    private readonly ParameterBlock _control;
    private readonly ParameterBlock _adversary;
    private readonly GradientEstimator _controlEstimator;
    private readonly GradientEstimator _adversaryEstimator;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="layout">The sizes.</param>
    /// <param name="costs">The costs.</param>
    /// <param name="options">How gradients are estimated.</param>
    /// <exception cref="ArgumentException">The oracle has another number of parameters than a stage, or a setting is out of range.</exception>
    public ZeroOrderStageGradient(GainLayout layout, IStageCosts costs, GradientOptions options)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(options);
        if (costs.ParameterCount != layout.StageLength)
        {
            throw new ArgumentException($"The oracle has {costs.ParameterCount} parameters, expected {layout.StageLength}.", nameof(costs));
        }

        (_layout, _costs) = (layout, costs);
        _control = new ParameterBlock(costs, 0, layout.ControlLength);
        _adversary = new ParameterBlock(costs, layout.ControlLength, layout.AdversaryLength);
        _controlEstimator = new GradientEstimator(_control, options);
        _adversaryEstimator = new GradientEstimator(_adversary, options with { Seed = NoiseKey.Of(options.Seed, AdversarySeed, 0, 0) });
    }

    /// <inheritdoc/>
    public void Begin(int stage, ReadOnlySpan<double> later) => _costs.Begin(stage, later);

    /// <inheritdoc/>
    public LearningAccount Evaluate(ReadOnlySpan<double> gains, ulong iteration, Span<double> slope)
    {
        int split = _layout.ControlLength;
        _control.Hold(gains);
        _adversary.Hold(gains);
        GradientEstimate control = _controlEstimator.Estimate(
            gains[..split], iteration, _controlEstimator.Options.Radius, slope[..split]);
        GradientEstimate adversary = _adversaryEstimator.Estimate(
            gains[split..], iteration, _adversaryEstimator.Options.Radius, slope[split..]);
        int rollouts = control.Rollouts + adversary.Rollouts;
        return new LearningAccount(rollouts, (long)rollouts * _costs.StepsPerRollout, control.Rejected + adversary.Rejected);
    }
}
