using System;
using System.Numerics.Tensors;
using System.Threading;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Robust;

/// <summary>Receding-horizon gradient descent–ascent: stage after stage backwards from T − 1, K iterations each, later stages fixed.</summary>
/// <remarks>
/// With exact slopes it is E-RGDA, with estimated ones RGDA. Each stage starts at zero gains; descent in (K¹, L¹) and ascent in (K², L²) go
/// from the same point, and are projected each on its ball. Gains that are not finite any more end it as diverged.
/// Allocates nothing between <see cref="Save"/>s. Source: robust mean-field type games, Algorithm 1.
/// </remarks>
public sealed class RecedingHorizon : ILearner
{
    private const string Kind = "receding horizon";

    private readonly GainLayout _layout;
    private readonly IStageGradient _gradient;
    private readonly DescentAscentOptions _options;
    private readonly double[] _gains;
    private readonly double[] _slope;
    private int _begun = -1;

    /// <summary>Prepares a run.</summary>
    /// <param name="layout">The sizes.</param>
    /// <param name="gradient">The slopes.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public RecedingHorizon(GainLayout layout, IStageGradient gradient, DescentAscentOptions options)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (_layout, _gradient, _options) = (layout, gradient, options);
        _gains = new double[layout.Length];
        _slope = new double[layout.StageLength];
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <summary>The stage being learned, T − 1 first; 0 when all are done.</summary>
    public int Stage => Math.Max(0, _layout.Horizon - 1 - (Iteration / _options.StageIterations));

    /// <summary>The gains of all stages; zero for those not reached yet.</summary>
    public ReadOnlySpan<double> Gains => _gains;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        cancellation.ThrowIfCancellationRequested();
        int stage = Stage, length = _layout.StageLength;
        Span<double> gains = _gains.AsSpan(stage * length, length);
        if (_begun != stage)
        {
            _gradient.Begin(stage, _gains.AsSpan((stage + 1) * length));
            _begun = stage;
        }

        Account += _gradient.Evaluate(gains, (ulong)Iteration, _slope);
        Span<double> control = gains[.._layout.ControlLength], adversary = gains[_layout.ControlLength..];
        TensorPrimitives.FusedMultiplyAdd(_slope.AsSpan(0, control.Length), -_options.Step, control, control);
        TensorPrimitives.FusedMultiplyAdd(_slope.AsSpan(control.Length), _options.AscentStep, adversary, adversary);
        Ball.Project(control, _options.Ball);
        Ball.Project(adversary, _options.Ball);
        Iteration++;
        Status = !double.IsFinite(Directions.Norm(gains)) ? LearnerStatus.Diverged
            : Iteration == _layout.Horizon * _options.StageIterations ? LearnerStatus.Finished
            : LearnerStatus.Running;
    }

    /// <inheritdoc/>
    public LearnerState Save() => new(Kind, Iteration, Status, Account, _gains.AsSpan().ToArray(), []);

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, _gains.Length, 0);
        for (int i = 0; i < _gains.Length; i++)
        {
            _gains[i] = state.Values[i];
        }

        (Iteration, Status, Account, _begun) = (state.Iteration, state.Status, state.Account, -1);
    }
}
