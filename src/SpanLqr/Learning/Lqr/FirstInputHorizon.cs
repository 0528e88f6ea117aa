using System;
using System.Collections.Generic;
using System.Threading;

namespace SpanLqr.Learning.Lqr;

/// <summary>Learns u_t = −K_t x − κ_t over a horizon, from the last stage backwards, each by one fit of the cost of its first input.</summary>
/// <remarks>
/// With later policies fixed the best first input is exact, so no stage is visited twice and nothing needs a start. A second fit around the
/// first one's answer takes up the rounding and says how far it was off. Cost: 2·(1 + n + 2m(n + 2) + m(m − 1)/2) rollouts a stage.
/// Source: Zhang, Hu and Başar (2023).
/// </remarks>
public sealed class FirstInputHorizon : ILearner
{
    private const string Kind = "first-input-horizon";
    private const string EstimatedBy = "what a second round of differences moved";

    // What differences of costs resolve; no estimate is finer.
    private const double Resolution = 1e-9;

    private readonly IFirstInputCosts _costs;
    private readonly int _horizon;
    private readonly int _length;
    private readonly double[] _policies;
    private double _moved;

    /// <summary>Prepares a learner.</summary>
    /// <param name="costs">The costs of a problem over a horizon.</param>
    /// <exception cref="ArgumentException">The costs have no horizon.</exception>
    public FirstInputHorizon(IFirstInputCosts costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        _horizon = costs.Horizon ?? throw new ArgumentException("The costs have no horizon, expected one.", nameof(costs));
        (_costs, _length) = (costs, costs.InputDim * (costs.StateDim + 1));
        _policies = new double[_horizon * _length];
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <summary>K_0 … K_{T−1}; zero for stages not reached yet.</summary>
    public IReadOnlyList<double[,]> Gains => Parts(0, _costs.StateDim);

    /// <summary>κ_0 … κ_{T−1} as columns; zero for a plant without a drift.</summary>
    public IReadOnlyList<double[,]> Offsets => Parts(_costs.StateDim, 1);

    /// <summary>How good they are, by the learner's own data.</summary>
    public LearningVerdict Verdict => Status switch
    {
        LearnerStatus.Running => LearningVerdict.OfRunning(double.PositiveInfinity, EstimatedBy),
        LearnerStatus.Finished => new LearningVerdict(StopReason.Target, _moved + Resolution, EstimatedBy, "every stage was fitted"),
        _ => new LearningVerdict(
            StopReason.NotStabilised, double.PositiveInfinity, EstimatedBy, $"the costs seen at stage {_horizon - Iteration} are not convex in the inputs"),
    };

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        cancellation.ThrowIfCancellationRequested();
        int stage = _horizon - 1 - Iteration++, steps = _horizon - stage;
        double[,] policy = MatrixAlgebra.Of(_policies.AsSpan(Math.Min(stage + 1, _horizon - 1) * _length, _length), _costs.InputDim, _costs.StateDim + 1);
        for (int round = 0; round < 2; round++)
        {
            if (FirstInputFit.Of(_costs, stage, steps, _policies.AsSpan((stage + 1) * _length), policy) is not { } fit)
            {
                Status = LearnerStatus.Diverged;
                return;
            }

            Account += new LearningAccount(fit.Rollouts, (long)fit.Rollouts * steps, 0);
            _moved = round == 0 ? _moved : Math.Max(_moved, fit.Distance(policy) * _horizon);
            policy = fit.Policy;
        }

        Arrays.Flat(policy).CopyTo(_policies.AsSpan(stage * _length));
        Status = stage == 0 ? LearnerStatus.Finished : LearnerStatus.Running;
    }

    /// <inheritdoc/>
    public LearnerState Save() => new(Kind, Iteration, Status, Account, [_moved, .. _policies], []);

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, 1 + _policies.Length, 0);
        var values = new StateList(state.Values);
        _moved = values.Next();
        values.Next(_policies);
        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
    }

    private double[][,] Parts(int column, int columns)
    {
        double[][,] parts = new double[_horizon][,];
        for (int t = 0; t < _horizon; t++)
        {
            double[,] policy = MatrixAlgebra.Of(_policies.AsSpan(t * _length, _length), _costs.InputDim, _costs.StateDim + 1);
            parts[t] = MatrixAlgebra.Block(policy, 0, column, _costs.InputDim, columns);
        }

        return parts;
    }
}
