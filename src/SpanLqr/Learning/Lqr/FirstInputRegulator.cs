using System;
using System.Collections.Generic;
using System.Threading;

namespace SpanLqr.Learning.Lqr;

/// <summary>Learns u = −Kx − κ from rollouts whose first input is chosen: exact policy iteration, no step size, no start.</summary>
/// <remarks>
/// <para>Stages are improved from the last one backwards, twice as many in each iteration, until the gain of the first one stabilises the plant:
/// rollouts under it, doubled, no longer move the improved policy. From there on each iteration is a step of policy iteration. The estimate is
/// what the last step changed in the cost of a first input, times the length of rollouts that had settled.</para>
/// <para>Needs a simulator whose noise can be switched off; the seed of nothing enters. Source: Hewer (1971); Zhang, Hu and Başar (2023).</para>
/// </remarks>
public sealed class FirstInputRegulator : IEstimatingLearner
{
    private const string Kind = "first-input-regulator";
    private const string EstimatedBy = "what the last step of policy iteration moved";

    // Stages backwards at first and at most, steps of rollouts at first and at most.
    private const int FirstStages = 8;
    private const int MostStages = 1024;
    private const int FirstSteps = 32;
    private const int MostSteps = 1 << 20;

    // Rollouts have settled when twice as long ones change the cost of the improved first input by less than this share.
    private const double Settled = 1e-12;

    // Twice as many steps of a loop that forgets cost about twice as much; one that costs so much more does not.
    private const double GrowthOfUnsettled = 32;

    // Policy iteration converges quadratically: far within the target there is no use in another step.
    private const double EstimateShare = 0.01;

    // What differences of costs resolve; no estimate is finer.
    private const double Resolution = 1e-9;

    private readonly IFirstInputCosts _costs;
    private readonly LearningGoal _goal;
    private readonly int _n;
    private readonly int _m;
    private readonly List<double> _stages = [];
    private double[,] _policy;
    private bool _isStabilising;
    private double _estimate = double.PositiveInfinity;
    private LearningVerdict _verdict = LearningVerdict.OfRunning(double.PositiveInfinity, EstimatedBy);

    /// <summary>Prepares a learner.</summary>
    /// <param name="costs">The costs of a problem without a horizon.</param>
    /// <param name="goal">What is asked for.</param>
    /// <exception cref="ArgumentException">The costs have a horizon, or a setting is out of range.</exception>
    public FirstInputRegulator(IFirstInputCosts costs, LearningGoal goal)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(goal);
        goal.Check();
        if (costs.Horizon is { } horizon)
        {
            throw new ArgumentException($"The costs have a horizon of {horizon}, expected none.", nameof(costs));
        }

        (_costs, _goal, _n, _m) = (costs, goal, costs.StateDim, costs.InputDim);
        _policy = new double[_m, _n + 1];
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account { get; private set; }

    /// <inheritdoc/>
    public bool HasGain => _isStabilising;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Gain => Arrays.Flat(MatrixAlgebra.Block(_policy, 0, 0, _m, _n));

    /// <summary>κ, m entries; zero for a plant without a drift.</summary>
    public ReadOnlySpan<double> Offset => Arrays.Flat(MatrixAlgebra.Block(_policy, 0, _n, _m, 1));

    /// <inheritdoc/>
    public LearningVerdict Verdict => Status == LearnerStatus.Running ? LearningVerdict.OfRunning(_estimate, EstimatedBy) : _verdict;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        if (_isStabilising || TryBackwards(cancellation))
        {
            Improve(cancellation);
        }

        Iteration++;
        if (Status == LearnerStatus.Running && Account.Steps > _goal.Budget)
        {
            End(StopReason.Budget, Words.Budget(_estimate, _goal.Target, _goal.Target, Account.Steps));
        }
    }

    /// <inheritdoc/>
    public LearnerState Save()
    {
        var state = new StateList();
        state.Add(_policy);
        state.Add(_isStabilising ? 1 : 0);
        state.Add(_estimate);
        VerdictState.Save(_verdict, state);
        state.Add(_stages.Count);
        state.Add(_stages.ToArray());
        return new LearnerState(Kind, Iteration, Status, Account, state.Values, []);
    }

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, state.Values.Count, 0);
        var values = new StateList(state.Values);
        _policy = values.NextMatrix() ?? _policy;
        (_isStabilising, _estimate) = (values.Next() != 0, values.Next());
        _verdict = VerdictState.Restore(values, EstimatedBy);
        double[] stages = new double[(int)values.Next()];
        values.Next(stages);
        values.RequireEnd();
        _stages.Clear();
        _stages.AddRange(stages);
        (Iteration, Status, Account) = (state.Iteration, state.Status, state.Account);
    }

    /// <summary>Doubles the stages; false where there is no use in improving yet.</summary>
    private bool TryBackwards(CancellationToken cancellation)
    {
        int length = _m * (_n + 1), known = _stages.Count / length, wanted = known == 0 ? FirstStages : 2 * known;
        if (wanted > MostStages)
        {
            End(StopReason.NotStabilised, "no gain found that stabilises: an unstable mode may not be reached by the inputs");
            return false;
        }

        for (int stage = known; stage < wanted; stage++)
        {
            cancellation.ThrowIfCancellationRequested();

            // An input that acts only after the end costs nothing, whatever it is.
            _policy = Fit(stage + 1, _stages.ToArray())?.Policy ?? _policy;
            _stages.InsertRange(0, Arrays.Flat(_policy).ToArray());
        }

        return true;
    }

    /// <summary>One step of policy iteration, of rollouts that are doubled until they have settled.</summary>
    private void Improve(CancellationToken cancellation)
    {
        FirstInputFit? before = null;
        for (int steps = FirstSteps; steps <= MostSteps; steps *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Fit(steps, Arrays.Flat(_policy)) is not { } fit || (before is not null && fit.Size > GrowthOfUnsettled * before.Size))
            {
                break;
            }

            if (before is not null && fit.Distance(before.Policy) < Settled && fit.HasSettledSince(before))
            {
                double moved = fit.Distance(_policy) * steps;
                (_policy, _estimate, _isStabilising) = (fit.Policy, moved + Resolution, true);
                if (moved < EstimateShare * _goal.Target)
                {
                    End(StopReason.Target, "the estimated gap is within the target, and rollouts have settled");
                }

                return;
            }

            before = fit;
            if (Account.Steps > _goal.Budget)
            {
                return;
            }
        }

        if (_isStabilising)
        {
            End(StopReason.SlowLoop, $"rollouts of {Words.Steps(MostSteps)} steps have not settled");
        }
    }

    private FirstInputFit? Fit(int steps, ReadOnlySpan<double> later)
    {
        var fit = FirstInputFit.Of(_costs, 0, steps, later, _policy);
        if (fit is not null)
        {
            Account += new LearningAccount(fit.Rollouts, (long)fit.Rollouts * steps, 0);
        }

        return fit;
    }

    private void End(StopReason reason, string explanation)
    {
        _verdict = new LearningVerdict(reason, _estimate, EstimatedBy, explanation);
        Status = LearnerStatus.Finished;
    }
}
