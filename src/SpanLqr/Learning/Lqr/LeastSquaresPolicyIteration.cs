using System;
using System.Linq;
using System.Threading;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>Policy iteration on data that are kept and doubled until they say themselves that the policy is good enough (LSPI).</summary>
/// <remarks>
/// <para>Starts from certainty equivalence to a few per cent, or from a given gain. Then batches of sixteen trajectories, each as long as
/// all before it, in coordinates in which states and exploration are white; every policy is evaluated on all data (<see cref="PolicyOperator"/>).
/// The error estimate is the jackknife over trajectories (<see cref="LeaveOneOut"/>). A policy is taken only if its estimate is the
/// best so far and rollouts neither grow nor cost thrice as much. New coordinates and new data where the exploration would change fivefold.</para>
/// <para>Cost: p² flops a step, p = (n+m)(n+m+1)/2. With <see cref="PolicyStep.NaturalGradient"/> it is the natural actor–critic of
/// hierarchical-lqr-actor-critic (Algorithm 2) run to its limit on the same data.</para>
/// <para>Source: Bradtke, Ydstie and Barto (1994); Lagoudakis and Parr (2003); Krauth, Tu and Recht (2019).</para>
/// </remarks>
public sealed class LeastSquaresPolicyIteration : IEstimatingLearner
{
    private const int Trajectories = CertaintyEquivalence.Trajectories;

    // What the start must reach; more is not worth its steps.
    private const double StartTarget = 0.1;
    private const long StartBudget = 2_000_000;

    // The largest estimate with which a policy is taken, and the one with which the first is, at least.
    private const double MostEstimate = 0.3;
    private const double FirstEstimate = 0.03;

    // Long against the memory of most plants: after 200 steps two of them had not shown their costs.
    private const int PilotSteps = 4000;

    private const int LeastSamples = 3200;
    private const int SamplesPerFeature = 3;
    private const int MostRetreats = 10;

    // Changes that new coordinates and new data are worth: of the exploration's scale, and of the predicted cost.
    private const double LeastRatio = 0.2;
    private const double MostRatio = 5;
    private const double MostGain = 0.5;

    private const int LeastCheck = 400;
    private const int MostCheck = 4000;

    // Costs that a policy may have in rollouts, of those predicted or seen before.
    private const double MostCost = 3;

    // Costs of a batch beyond this multiple of the explored policy's are a plant that diverges.
    private const double BlowUp = 1e6;

    private const int JackknifeSteps = 3;

    private const string Kind = "least-squares-policy-iteration";
    private const string EstimatedBy = "leaving out one of 16 trajectories at a time";

    private readonly LearningGoal _goal;
    private readonly PolicyStep _step;
    private readonly double _share;
    private readonly CertaintyEquivalence _start;
    private readonly PlantRuns _runs;
    private readonly int _n;
    private readonly int _m;
    private readonly double[,] _ends;
    private DataPhase? _phase;
    private double[,] _gain;
    private double[,]? _covariance;
    private double[,]? _goodCovariance;
    private double _length;
    private double _best;
    private double _cost = double.NaN;
    private double _estimate = double.PositiveInfinity;
    private int _retreats;
    private LearningVerdict _verdict = LearningVerdict.OfRunning(double.PositiveInfinity, EstimatedBy);

    /// <summary>Prepares a learner.</summary>
    /// <param name="plant">The plant.</param>
    /// <param name="goal">What is asked for.</param>
    /// <param name="step">How policies are improved.</param>
    /// <param name="explorationShare">κ: exploration adds κ times the mean cost. 10 suits a simulator, 1 a plant.</param>
    /// <param name="start">K to start from, m×n, stabilising; null to find one.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the start has another size than a gain.</exception>
    public LeastSquaresPolicyIteration(
        IPlant plant,
        LearningGoal goal,
        PolicyStep step = PolicyStep.GaussNewton,
        double explorationShare = DefaultExplorationShare,
        double[,]? start = null)
    {
        ArgumentNullException.ThrowIfNull(plant);
        ArgumentNullException.ThrowIfNull(goal);
        goal.Check();
        if (!(explorationShare > 0) || !double.IsFinite(explorationShare))
        {
            throw new ArgumentOutOfRangeException(nameof(explorationShare), explorationShare, "The share must be a positive number.");
        }

        (_goal, _step, _share, _n, _m) = (goal, step, explorationShare, plant.StateDim, plant.InputDim);
        _start = new CertaintyEquivalence(plant, goal with { Target = StartTarget, Budget = Math.Min(goal.Budget, StartBudget) }, start);
        _runs = new PlantRuns(plant, ~goal.Seed, goal.Threads);
        _gain = new double[_m, _n];
        _ends = new double[Trajectories, _n];
    }

    /// <summary>κ where nobody says: for a simulator, which does not mind what exploration costs.</summary>
    public const double DefaultExplorationShare = 10;

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account => _start.Account + _runs.Account;

    /// <inheritdoc/>
    public bool HasGain => _start.HasGain;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Gain => _start.Status == LearnerStatus.Running ? _start.Gain : Arrays.Flat(_gain);

    /// <inheritdoc/>
    public LearningVerdict Verdict => Status == LearnerStatus.Running ? LearningVerdict.OfRunning(KnownGap, EstimatedBy) : _verdict;

    /// <summary>Before the first accepted batch the policy is that of the start, and so is what is known of it.</summary>
    private double KnownGap => double.IsFinite(_estimate) ? _estimate : _start.Verdict.EstimatedGap;

    private double Wanted => _goal.Target / LeaveOneOut.Margin;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        if (_start.Status == LearnerStatus.Running)
        {
            AdvanceStart(cancellation);
        }
        else
        {
            Batch(cancellation);
        }

        Iteration++;
    }

    /// <inheritdoc/>
    public LearnerState Save()
    {
        var state = new StateList();
        _runs.Save(state);
        state.Add(_gain);
        state.Add(_covariance);
        state.Add(_goodCovariance);
        state.Add(Arrays.Flat(_ends));
        foreach (double value in new[] { _length, _best, _cost, _estimate, _retreats })
        {
            state.Add(value);
        }

        VerdictState.Save(_verdict, state);
        state.Add(_phase?.Gain);
        state.Add(_phase?.State);
        state.Add(_phase?.Input);
        foreach (Moments group in _phase?.Groups ?? [])
        {
            group.Save(state);
        }

        return new LearnerState(Kind, Iteration, Status, Account, state.Values, [_start.Save()]);
    }

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, state.Values.Count, 1);
        _start.Restore(state.Parts[0]);
        var values = new StateList(state.Values);
        _runs.Restore(values);
        _gain = values.NextMatrix() ?? _gain;
        (_covariance, _goodCovariance) = (values.NextMatrix(), values.NextMatrix());
        values.Next(Arrays.Flat(_ends));
        (_length, _best, _cost) = (values.Next(), values.Next(), values.Next());
        (_estimate, _retreats) = (values.Next(), (int)values.Next());
        _verdict = VerdictState.Restore(values, EstimatedBy);
        double[,]? gain = values.NextMatrix(), states = values.NextMatrix(), input = values.NextMatrix();
        _phase = gain is null || states is null || input is null ? null : new DataPhase(gain, states, input);
        foreach (Moments group in _phase?.Groups ?? [])
        {
            group.Restore(values);
        }

        values.RequireEnd();
        (Iteration, Status) = (state.Iteration, state.Status);
    }

    private void AdvanceStart(CancellationToken cancellation)
    {
        _start.Advance(cancellation);
        if (_start.Status == LearnerStatus.Running)
        {
            return;
        }

        if (!_start.HasGain || _start.InputWeight is null || _start.Status == LearnerStatus.Diverged)
        {
            _verdict = _start.Verdict;
            Status = _start.Status;
            return;
        }

        _start.Gain.CopyTo(Arrays.Flat(_gain));
        _best = Math.Max(_start.Verdict.EstimatedGap, FirstEstimate);
        double features = PolicyOperator.Features(_n, _m) - 1;
        _length = Math.Ceiling(Math.Max(LeastSamples, SamplesPerFeature * features) / Trajectories / 50) * 50;
        _covariance = Exploration.Pilot(_runs, _gain, _start.InputWeight, _share, PilotSteps, cancellation, out _cost);
        _goodCovariance = _covariance;
        if (_covariance is null)
        {
            End(StopReason.Diverged, "the learner diverged: the plant diverges when its inputs are explored");
        }
        else if (Account.Steps > _goal.Budget)
        {
            EndOfBudget();
        }
    }

    private void Batch(CancellationToken cancellation)
    {
        if (MatrixAlgebra.Cholesky(_covariance!) is not { } exploration || !TryRun(exploration, cancellation))
        {
            Retreat();
            return;
        }

        DataPhase phase = _phase!;
        Moments total = Moments.Sum(phase.Groups);
        double[,] before = phase.ToPhase(_gain), moment = DataPhase.Moment(total, _n, _m);
        (double[,] Gain, PolicyEstimate Value)? improved = Improve(PolicyOperator.Of(total, _n, _m), before, phase);
        double estimate = double.PositiveInfinity;
        if (improved is { } found && found.Value.Cost > 0)
        {
            estimate = Jackknife(phase, total, moment, found.Gain, found.Value);
            double[,] gain = phase.FromPhase(found.Gain);
            if (estimate < Math.Min(MostEstimate, _best) && Survives(gain, found.Value.Cost, cancellation))
            {
                Accept(phase, gain, estimate, found.Value, GapMeasure.Of(found.Value.Curvature, MatrixAlgebra.Sum(found.Gain, before, -1), moment));
                if (estimate < Wanted)
                {
                    End(StopReason.Target, "the estimated gap is within the target, and rollouts cost what was predicted");
                    return;
                }
            }
        }

        if (Account.Steps + (2 * _length * Trajectories) > _goal.Budget)
        {
            EndOfBudget();
        }
        else if (_phase is { } kept)
        {
            _length = kept.Count / Trajectories;
        }
    }

    private (double[,] Gain, PolicyEstimate Value)? Improve(PolicyOperator? data, double[,] start, DataPhase phase) =>
        _step == PolicyStep.NaturalGradient ? data?.ImproveByGradient(start, phase.Input) : data?.Improve(start);

    /// <summary>Data of one batch in the coordinates of the phase, which its first stretch makes; false where the plant diverged.</summary>
    private bool TryRun(double[,] exploration, CancellationToken cancellation)
    {
        double length = _length;
        if (_phase is null)
        {
            // The first stretch only shows where the states are.
            int first = (int)Math.Min(length, 1000);
            Moments[] seen = Enumerable.Range(0, Trajectories).Select(_ => new Moments(_n, _n)).ToArray();
            if (!_runs.Run(_gain, exploration, Trajectories, first, _ends, (index, x, _, _) => TakeStates(seen[index], x, _n), cancellation))
            {
                return false;
            }

            Array.ForEach(seen, part => part.Flush());
            if (DataPhase.Factor(Moments.Sum(seen)) is not { } factor)
            {
                return false;
            }

            _phase = new DataPhase((double[,])_gain.Clone(), factor, exploration);
        }

        DataPhase phase = _phase;
        double[] sums = new double[Trajectories];
        double limit = BlowUp * (1 + _share) * _cost;
        bool ran = _runs.Run(
            _gain,
            exploration,
            Trajectories,
            (int)length,
            _ends,
            (index, x, u, c) =>
            {
                sums[index] += PlantRuns.Total(c);
                phase.Take(index, x, u, c);
            },
            cancellation);
        Array.ForEach(phase.Groups, group => group.Flush());
        return ran && PlantRuns.Total(sums) / (length * Trajectories) < limit;
    }

    private static void TakeStates(Moments moments, ReadOnlySpan<double> states, int n)
    {
        for (int t = 0; t < (states.Length / n) - 1; t++)
        {
            states.Slice(t * n, n).CopyTo(moments.Next);
            moments.Take();
        }
    }

    private double Jackknife(DataPhase phase, Moments total, double[,] moment, double[,] gain, PolicyEstimate value)
    {
        var changes = new double[,]?[Trajectories];
        Shares.Run(Trajectories, _goal.Threads, index =>
        {
            var without = PolicyOperator.Of(total.Plus(phase.Groups[index], -1), _n, _m)?.Improve(gain, JackknifeSteps);
            changes[index] = without is null ? null : MatrixAlgebra.Sum(without.Value.Gain, gain, -1);
        });
        return LeaveOneOut.Estimate(changes, value.Curvature, moment, value.Cost);
    }

    /// <summary>Whether rollouts of the policy neither grow nor cost far more than was predicted.</summary>
    private bool Survives(double[,] gain, double predicted, CancellationToken cancellation)
    {
        int length = (int)Math.Clamp(_length, LeastCheck, MostCheck) / 4 * 4, quarter = length / 4;
        double[,] sums = new double[Trajectories, 4];
        int[] done = new int[Trajectories];
        bool ran = _runs.Run(
            gain,
            null,
            Trajectories,
            length,
            null,
            (index, _, _, costs) =>
            {
                foreach (double cost in costs)
                {
                    sums[index, done[index]++ / quarter] += cost / (quarter * (double)Trajectories);
                }
            },
            cancellation);
        double Quarter(int number) => Enumerable.Range(0, Trajectories).Sum(i => sums[i, number]);
        double early = Quarter(1), late = (Quarter(2) + Quarter(3)) / 2;
        if (!ran || !double.IsFinite(late) || !(late < MostCost * early) || !(late < MostCost * Math.Max(predicted, _cost)))
        {
            return false;
        }

        _cost = late;
        return true;
    }

    private void Accept(DataPhase phase, double[,] gain, double estimate, PolicyEstimate value, double change)
    {
        (_best, _estimate, _gain) = (estimate, estimate, gain);
        _goodCovariance = _covariance;
        double[,]? next = Exploration.Covariance(phase.ToInputs(value.Curvature), _share, value.Cost);
        if (next is null)
        {
            return;
        }

        // The eigenvalues of the new exploration in units of the old.
        double[,] inverse = MatrixAlgebra.InverseLower(phase.Input);
        double[,] ratio = MatrixAlgebra.Symmetric(MatrixAlgebra.Product(inverse, MatrixAlgebra.Product(next, MatrixAlgebra.Transpose(inverse))));
        double[] eigenvalues = new double[_m], workspace = new double[Riccati.SymmetricEigenvalues.WorkspaceLength(_m)];
        Riccati.SymmetricEigenvalues.Compute(_m, Arrays.Flat(ratio), eigenvalues, workspace);
        if (change / value.Cost > MostGain || eigenvalues[0] < LeastRatio || eigenvalues[_m - 1] > MostRatio)
        {
            (_phase, _covariance) = (null, next);
        }
    }

    private void Retreat()
    {
        Array.Clear(_ends);
        _phase = null;
        _covariance = MatrixAlgebra.Scale(_goodCovariance!, Math.Pow(0.5, _retreats));
        _length *= 2;
        if (++_retreats > MostRetreats)
        {
            End(StopReason.Diverged, "the learner diverged: the plant diverges however little is explored");
        }
        else if (Account.Steps > _goal.Budget)
        {
            EndOfBudget();
        }
    }

    private void EndOfBudget() => End(StopReason.Budget, Words.Budget(_estimate, Wanted, _goal.Target, Account.Steps));

    private void End(StopReason reason, string explanation)
    {
        _verdict = new LearningVerdict(reason, KnownGap, EstimatedBy, explanation);
        Status = reason == StopReason.Diverged ? LearnerStatus.Diverged : LearnerStatus.Finished;
    }
}
