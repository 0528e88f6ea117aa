using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SpanLqr.Lqr;

namespace SpanLqr.Learning.Lqr;

/// <summary>
/// Certainty equivalence, verified: A and B by least squares from trajectories, the regulator that would be optimal for them, and a run
/// of it on the plant before it is called good.
/// </summary>
/// <remarks>
/// <para>Needs no start: <see cref="StartSearch"/>. Data of sixteen trajectories are kept and doubled; the error estimate is the
/// jackknife over trajectories (<see cref="LeaveOneOut"/>). The budget bounds every run.</para>
/// <para>Cost: (2n+m)² flops a step and 17 Riccati equations a batch. Source: Tu and Recht (2019); Mania, Tu and Recht (2019).</para>
/// </remarks>
public sealed class CertaintyEquivalence : IEstimatingLearner
{
    /// <summary>The trajectories that data come in, each left out once.</summary>
    internal const int Trajectories = 16;

    // Exploration adds as much cost as there is without it.
    private const double ExplorationShare = 1;

    private const int PilotSteps = 200;
    private const int MostRetreats = 10;

    // A loop so slow that estimate and check are both beyond any budget.
    private const double LeastDamping = 1e-5;

    // Rows of a batch that the cost is fitted from, for each of its weights.
    private const int RowsPerWeight = 8;

    private const string EstimatedBy = "leaving out one of 16 trajectories at a time";

    private const string Kind = "certainty-equivalence";

    private readonly LearningGoal _goal;
    private readonly PlantRuns _runs;
    private readonly StartSearch _search;
    private readonly int _n;
    private readonly int _m;
    private readonly double[,] _ends;
    private readonly Moments[] _groups;
    private double[,] _gain;
    private double[,]? _weights;
    private double[,]? _inputWeight;
    private double[,]? _covariance;
    private double _estimate = double.PositiveInfinity;
    private double _length;
    private int _retreats;
    private LearningVerdict _verdict = LearningVerdict.OfRunning(double.PositiveInfinity, EstimatedBy);

    /// <summary>Prepares a learner.</summary>
    /// <param name="plant">The plant.</param>
    /// <param name="goal">What is asked for.</param>
    /// <param name="start">K to start from, m×n, stabilising; null to find one.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the start has another size than a gain.</exception>
    public CertaintyEquivalence(IPlant plant, LearningGoal goal, double[,]? start = null)
    {
        ArgumentNullException.ThrowIfNull(plant);
        ArgumentNullException.ThrowIfNull(goal);
        goal.Check();
        (_goal, _n, _m) = (goal, plant.StateDim, plant.InputDim);
        _runs = new PlantRuns(plant, goal.Seed, goal.Threads);
        _search = new StartSearch(plant, _runs);
        if (start is not null)
        {
            Arrays.Check(start, _m, _n, nameof(start));
        }

        (_gain, HasGain) = ((double[,]?)start?.Clone() ?? new double[_m, _n], start is not null);
        _ends = new double[Trajectories, _n];
        _groups = Enumerable.Range(0, Trajectories).Select(_ => NewMoments()).ToArray();
    }

    /// <inheritdoc/>
    public int Iteration { get; private set; }

    /// <inheritdoc/>
    public LearnerStatus Status { get; private set; }

    /// <inheritdoc/>
    public LearningAccount Account => _runs.Account;

    /// <inheritdoc/>
    public bool HasGain { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Gain => Arrays.Flat(_gain);

    /// <inheritdoc/>
    public LearningVerdict Verdict => Status == LearnerStatus.Running ? LearningVerdict.OfRunning(_estimate, EstimatedBy) : _verdict;

    /// <summary>What inputs cost, in all: what exploration has the shape of the inverse of.</summary>
    internal double[,]? InputWeight => _inputWeight;

    private double Wanted => _goal.Target / LeaveOneOut.Margin;

    private double Left => _goal.Budget - Account.Steps;

    private long Data => _groups[0].Count * Trajectories;

    /// <inheritdoc/>
    public void Advance(CancellationToken cancellation = default)
    {
        Learners.RequireRunning(this);
        if (_weights is null)
        {
            Begin(cancellation);
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
        state.Add(HasGain ? 1 : 0);
        state.Add(_gain);
        state.Add(_weights);
        state.Add(_inputWeight);
        state.Add(_covariance);
        state.Add(Arrays.Flat(_ends));
        state.Add(_estimate);
        state.Add(_length);
        state.Add(_retreats);
        VerdictState.Save(_verdict, state);
        foreach (Moments group in _groups)
        {
            group.Save(state);
        }

        return new LearnerState(Kind, Iteration, Status, Account, state.Values, []);
    }

    /// <inheritdoc/>
    public void Restore(LearnerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Kind, state.Values.Count, 0);
        var values = new StateList(state.Values);
        _runs.Restore(values);
        HasGain = values.Next() != 0;
        _gain = values.NextMatrix() ?? _gain;
        (_weights, _inputWeight) = (values.NextMatrix(), values.NextMatrix());
        _covariance = values.NextMatrix();
        values.Next(Arrays.Flat(_ends));
        _estimate = values.Next();
        _length = values.Next();
        _retreats = (int)values.Next();
        _verdict = VerdictState.Restore(values, EstimatedBy);
        foreach (Moments group in _groups)
        {
            group.Restore(values);
        }

        values.RequireEnd();
        (Iteration, Status) = (state.Iteration, state.Status);
    }

    private Moments NewMoments() => new((2 * _n) + _m, (2 * _n) + _m);

    private void Begin(CancellationToken cancellation)
    {
        double[,]? gain = HasGain && _search.TryFitCost(cancellation) ? _gain : _search.Find(cancellation);
        (_weights, _inputWeight) = (_search.Weights, _search.InputWeight);
        if (gain is null)
        {
            End(StopReason.NotStabilised, _weights is null
                ? "the costs seen are not convex in the inputs"
                : "no gain found that stabilises: an unstable mode may not be reached by the inputs");
            return;
        }

        (_gain, HasGain) = (gain, true);
        _length = Math.Max(50, 4 * (_n + _m));
        if (Account.Steps > _goal.Budget)
        {
            End(StopReason.Budget, Words.Budget(_estimate, Wanted, _goal.Target, Account.Steps));
        }
    }

    private void Batch(CancellationToken cancellation)
    {
        double[,] weights = _weights!;
        double[,]? covariance = _covariance
            ?? Exploration.Pilot(_runs, _gain, _inputWeight!, ExplorationShare, PilotSteps, cancellation, out _);
        if (covariance is null || MatrixAlgebra.Cholesky(covariance) is not { } exploration || !TryRun(exploration, cancellation))
        {
            Retreat(covariance);
            return;
        }

        Moments total = Moments.Sum(_groups);
        LinearFit? fit = LinearFit.Of(total, weights, _n);
        double estimate = fit is null ? double.PositiveInfinity : Jackknife(total, fit, weights);
        if (double.IsFinite(estimate))
        {
            (_gain, _estimate) = (fit!.Gain, estimate);
            (_covariance, _inputWeight) = (Exploration.Covariance(fit.Curvature, ExplorationShare, fit.Cost), fit.Curvature);
            if (estimate < Wanted && Verify(fit, cancellation))
            {
                return;
            }
        }

        if (2 * Account.Steps > _goal.Budget)
        {
            End(StopReason.Budget, Words.Budget(_estimate, Wanted, _goal.Target, Account.Steps));
            return;
        }

        if (Data > 1.5 * Trajectories * _length)
        {
            _length *= 2;
        }
    }

    /// <summary>Data of one batch; false where the plant diverged, which leaves the data as they were.</summary>
    private bool TryRun(double[,] exploration, CancellationToken cancellation)
    {
        var fresh = new Moments[Trajectories];
        var pairs = new List<double[]>[Trajectories];
        var costs = new List<double>[Trajectories];
        int rows = RowsPerWeight * Svec.Length(_n + _m) / Trajectories;
        for (int i = 0; i < Trajectories; i++)
        {
            (fresh[i], pairs[i], costs[i]) = (NewMoments(), [], []);
        }

        bool ran = _runs.Run(
            _gain,
            exploration,
            Trajectories,
            (int)_length,
            _ends,
            (index, x, u, c) =>
            {
                StartSearch.TakeRows(fresh[index], x, u, _n, _m);
                if (pairs[index].Count < rows)
                {
                    pairs[index].AddRange(StartSearch.Pairs(x, u, _n, _m));
                    costs[index].AddRange(c);
                }
            },
            cancellation);
        if (!ran)
        {
            return false;
        }

        for (int i = 0; i < Trajectories; i++)
        {
            fresh[i].Flush();
            _groups[i] = _groups[i].Plus(fresh[i]);
        }

        _weights = CostFit.Solve([.. pairs.SelectMany(list => list)], [.. costs.SelectMany(list => list)]) ?? _weights;
        return true;
    }

    /// <summary>The estimated gap of K; +∞ where data with one trajectory left out have no regulator.</summary>
    private double Jackknife(Moments total, LinearFit fit, double[,] weights)
    {
        var changes = new double[,]?[Trajectories];
        Shares.Run(Trajectories, _goal.Threads, index =>
        {
            LinearFit? without = LinearFit.Of(total.Plus(_groups[index], -1), weights, _n, needsNoise: false);
            changes[index] = without is null ? null : MatrixAlgebra.Sum(without.Gain, fit.Gain, -1);
        });
        return LeaveOneOut.Estimate(changes, fit.Curvature, fit.Moment, fit.Cost);
    }

    /// <summary>Whether there is nothing more to do.</summary>
    private bool Verify(LinearFit fit, CancellationToken cancellation)
    {
        double damping = 1 - fit.SpectralRadius, needed = PolicyCheck.Steps(fit.SpectralRadius);
        CheckOutcome outcome = damping < LeastDamping
            ? CheckOutcome.Unaffordable
            : PolicyCheck.Run(_runs, _gain, fit.SpectralRadius, fit.Cost, Left, cancellation);
        switch (outcome)
        {
            case CheckOutcome.Confirmed:
                End(StopReason.Target, "the estimated gap is within the target, and a long run costs what was predicted");
                return true;
            case CheckOutcome.Unaffordable:
                double estimate = _estimate;
                _estimate = double.PositiveInfinity;
                End(StopReason.SlowLoop, $"not checked: the slowest mode needs about {Words.Steps(1 / damping)} steps; a check needs "
                    + $"{Words.Steps(needed)} steps (the estimate without it is {Words.Percent(estimate)})");
                return true;
            default:
                _estimate = double.PositiveInfinity;
                Array.Clear(_ends);
                return false;
        }
    }

    private void Retreat(double[,]? covariance)
    {
        Array.Clear(_ends);
        _covariance = covariance is null ? null : MatrixAlgebra.Scale(covariance, 0.25);
        if (++_retreats > MostRetreats || Account.Steps > _goal.Budget)
        {
            End(StopReason.Diverged, "the learner diverged: the plant diverges however little is explored");
        }
    }

    private void End(StopReason reason, string explanation)
    {
        _verdict = new LearningVerdict(reason, _estimate, EstimatedBy, explanation);
        Status = reason == StopReason.Diverged ? LearnerStatus.Diverged : LearnerStatus.Finished;
    }
}
