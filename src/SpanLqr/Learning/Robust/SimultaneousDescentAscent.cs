using System;
using System.Numerics.Tensors;
using System.Threading;
using SpanLqr.Robust;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Robust;

/// <summary>Simultaneous exact-gradient descent–ascent in the gains of all stages at once: E-DDPG, the baseline without a receding horizon.</summary>
/// <remarks>
/// The slopes by the gains of stage t are those of the payoff from t on under the current gains of all later stages, the state at t being
/// as <see cref="StateMoments"/> has it. The gains start at zero; each stage's are projected as in <see cref="RecedingHorizon"/>, without which
/// they may overflow: early stages are not convex–concave while late ones are wrong.
/// Source: robust mean-field type games, section 5, after Lowe et al. (2017). Allocates nothing between <see cref="Save"/>s.
/// </remarks>
public sealed class SimultaneousDescentAscent : ILearner
{
    private const string Kind = "simultaneous descent-ascent";

    private readonly GainLayout _layout;
    private readonly DescentAscentOptions _options;
    private readonly StateMoments _weights;
    private readonly PartGame[] _parts;
    private readonly double[][] _initial;
    private readonly double[][] _noise;
    private readonly double[] _gains;
    private readonly double[] _slopes;
    private readonly double[] _moments;
    private readonly double[] _costs;
    private readonly double[] _loop;
    private readonly double[] _image;

    /// <summary>Prepares a run.</summary>
    /// <param name="problem">A problem with a horizon.</param>
    /// <param name="gamma">γ, positive.</param>
    /// <param name="options">The settings; the iterations are not limited by them.</param>
    /// <param name="moments">What the slopes are weighted with.</param>
    /// <exception cref="ArgumentException">The problem is malformed, has no horizon, or a setting is out of range.</exception>
    public SimultaneousDescentAscent(RobustProblem problem, double gamma, DescentAscentOptions options, StateMoments moments = StateMoments.Unit)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        EnumGuard.Require(moments);
        _layout = GainLayout.Of(problem);
        RobustChecks.Check(problem);
        (_options, _weights) = (options, moments);
        _parts = [new PartGame(problem, 0, gamma), new PartGame(problem, 1, gamma)];
        _initial = [Flat(problem.Sigma0 ?? problem.Sigma), Flat(problem.Sigma0Bar ?? problem.SigmaBar)];
        _noise = [Flat(problem.Sigma), Flat(problem.SigmaBar)];
        int square = problem.StateDim * problem.StateDim;
        _gains = new double[_layout.Length];
        _slopes = new double[_layout.Length];
        _moments = new double[SpanLength.Of((long)_layout.Horizon * square, nameof(problem))];
        _costs = new double[SpanLength.Of((_layout.Horizon + 1L) * square, nameof(problem))];
        _loop = new double[square];
        _image = new double[square];
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account => default;

    /// <summary>The gains of all stages.</summary>
    public ReadOnlySpan<double> Gains => _gains;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        cancellation.ThrowIfCancellationRequested();
        for (int part = 0; part < _parts.Length; part++)
        {
            if (_weights == StateMoments.Loop)
            {
                SetMoments(part);
            }

            SetSlopes(part);
        }

        for (int t = 0; t < _layout.Horizon; t++)
        {
            Span<double> gains = Stage(_gains, t), slope = Stage(_slopes, t);
            Span<double> control = gains[.._layout.ControlLength], adversary = gains[_layout.ControlLength..];
            TensorPrimitives.FusedMultiplyAdd(slope[..control.Length], -_options.Step, control, control);
            TensorPrimitives.FusedMultiplyAdd(slope[control.Length..], _options.AscentStep, adversary, adversary);
            Ball.Project(control, _options.Ball);
            Ball.Project(adversary, _options.Ball);
        }

        Iteration++;
        Status = double.IsFinite(Directions.Norm(_gains)) ? LearnerStatus.Running : LearnerStatus.Diverged;
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

        (Iteration, Status) = (state.Iteration, state.Status);
    }

    /// <summary>Σ_{t+1} = FΣ_tF' + W from the initial law.</summary>
    private void SetMoments(int part)
    {
        int n = _layout.StateDim, square = n * n;
        _initial[part].CopyTo(_moments, 0);
        for (int t = 0; t + 1 < _layout.Horizon; t++)
        {
            ReadOnlySpan<double> gains = Stage(_gains, t);
            _parts[part].Loop(t, _layout.Control(gains, part), _layout.Adversary(gains, part), _loop);

            // FΣ, then F·(FΣ)' = FΣF', for Σ is symmetric.
            _image.AsSpan().Clear();
            Multiplication.Add(1, _loop, _moments.AsSpan(t * square, square), n, n, n, _image);
            Span<double> next = _moments.AsSpan((t + 1) * square, square);
            _noise[part].CopyTo(next);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    for (int k = 0; k < n; k++)
                    {
                        next[(i * n) + j] = Math.FusedMultiplyAdd(_image[(i * n) + k], _loop[(j * n) + k], next[(i * n) + j]);
                    }
                }
            }
        }
    }

    private void SetSlopes(int part)
    {
        int square = _layout.StateDim * _layout.StateDim, control = _layout.ControlLength / 2, adversary = _layout.AdversaryLength / 2;
        _parts[part].Terminal.CopyTo(_costs.AsSpan(_layout.Horizon * square));
        for (int t = _layout.Horizon - 1; t >= 0; t--)
        {
            ReadOnlySpan<double> gains = Stage(_gains, t), next = _costs.AsSpan((t + 1) * square, square);
            Span<double> slope = Stage(_slopes, t);
            _parts[part].CostToGo(t, _layout.Control(gains, part), _layout.Adversary(gains, part), next, _costs.AsSpan(t * square, square));
            _parts[part].Gradient(
                t,
                _layout.Control(gains, part),
                _layout.Adversary(gains, part),
                next,
                _weights == StateMoments.Loop ? _moments.AsSpan(t * square, square) : [],
                slope.Slice(part * control, control),
                slope.Slice(_layout.ControlLength + (part * adversary), adversary));
        }
    }

    private Span<double> Stage(double[] series, int t) => series.AsSpan(t * _layout.StageLength, _layout.StageLength);

    private static double[] Flat(double[,] matrix) => Arrays.Flat(matrix).ToArray();
}
