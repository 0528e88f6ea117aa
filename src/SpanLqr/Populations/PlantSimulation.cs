using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SpanLqr.Rollouts;
using SpanLqr.Threads;

namespace SpanLqr.Populations;

/// <summary>
/// Simulates a loop in which nothing is any agent's own, as <see cref="PlantLoop"/> makes it: χ⁺ = Fχ + f + c is then all there is, and its rollouts run
/// one in each lane of a vector (<see cref="RolloutEngine{T}"/>).
/// </summary>
/// <remarks>
/// Every normal is a function of (seed, stream, rollout, step, component); results have the same bits on any number of threads and at any vector
/// width. A step of a rollout is about 3n² + 7n flops and n normals. Nothing allocates per step.
/// </remarks>
public sealed class PlantSimulation
{
    // Rollouts that one thread takes in one go: whole vectors of any machine, and so many steps together that a thread looks up within a fraction
    // of a second. It depends on the steps alone, because what is left behind is merged by batch.
    private const int MostRollouts = 512, FewestRollouts = 16;
    private const long BatchSteps = 1L << 22;

    private readonly MeanFieldLoop _loop;
    private readonly PopulationOptions _options;
    private readonly RolloutPlan<double> _plan;
    private readonly FlatCost? _final;
    private readonly MomentLayout _layout;

    /// <summary>Sets a simulation up.</summary>
    /// <param name="loop">What is run.</param>
    /// <param name="options">How; the mode says nothing here, because there is nothing to collapse.</param>
    /// <exception cref="ArgumentException">
    /// The loop is malformed or none of a plant, a covariance is not semidefinite, or the loop has another horizon.
    /// </exception>
    public PlantSimulation(MeanFieldLoop loop, PopulationOptions options)
    {
        LoopChecks.Check(loop);
        LoopChecks.CheckHorizon(loop, options.Steps, nameof(options));
        if (!IsPlant(loop))
        {
            throw new ArgumentException("The loop has noise that is its agents' own, or a second cost, expected a loop of a plant.", nameof(loop));
        }

        int stages = Math.Max(Math.Max(loop.MeanDynamics.Count, loop.Offsets?.Count ?? 0), loop.Costs.Count);
        _loop = loop;
        _options = options;
        _plan = RolloutPlan<double>.OfStages(Enumerable.Range(0, stages).Select(StageOf).ToArray());
        _layout = new MomentLayout(loop);
        _final = loop.FinalCost is { } final ? new FlatCost(final) : null;
    }

    /// <summary>Whether no agent has noise or a start of its own and there is one cost: what can be simulated here.</summary>
    /// <param name="loop">The loop.</param>
    /// <returns>Whether it is so.</returns>
    public static bool IsPlant(MeanFieldLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        return loop.Performance is null && loop.Populations.All(static p => p.Noise is null && p.Initial is null);
    }

    /// <summary>Runs rollouts 0, 1, … and sums them up.</summary>
    /// <param name="rollouts">How many, at least 1. One alone runs about 16 times its steps, for its standard error.</param>
    /// <param name="threads">Threads to use at most; no bit depends on it.</param>
    /// <param name="progress">Is told the steps that all rollouts together have taken, from any thread; or null. What it throws ends the work and is thrown here.</param>
    /// <param name="cancellation">Ends the work between batches of about four million steps, or of 16 rollouts that are longer.</param>
    /// <param name="every">Every so many steps, from step 0 on, χ of rollout 0 is kept.</param>
    /// <param name="trace">Receives them, one after the other; further ones are left out.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public PlantEstimate Estimate(
        int rollouts,
        int threads = 1,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default,
        int every = 1,
        Memory<double> trace = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rollouts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        bool isAlone = rollouts == 1 && _loop.Horizon is null;
        var watch = new StepWatch(progress, cancellation);
        PlantBatch all = RunBatches(rollouts, threads, cancellation, isAlone ? null : watch);
        Trace(every, trace.Span);
        int n = _loop.MeanDim;
        double kept = all.Costs.Count;
        return new PlantEstimate
        {
            Costs = all.Costs,
            StandardError = isAlone ? PlantStretches.StandardError(_plan, OptionsOf, _options.Steps, threads, cancellation, watch) : all.Costs.StandardError,
            FinalMean = Array.ConvertAll(all.States, sum => sum / kept),
            FinalSecondMoment = DenseMatrix.Create(n, n, (i, j) => all.Squares[(i * n) + j] / kept),
        };
    }

    private static T At<T>(IReadOnlyList<T> series, int t) => series.Count == 1 ? series[0] : series[t];

    private ClosedLoop StageOf(int t)
    {
        PopulationCost cost = At(_loop.Costs, t);
        return new ClosedLoop(At(_loop.MeanDynamics, t), cost.Mean, _loop.CommonNoise, _loop.Offsets is null ? null : At(_loop.Offsets, t), cost.Linear, cost.Constant);
    }

    private RolloutOptions OptionsOf(int steps, int burnIn) => new(steps)
    {
        BurnIn = burnIn,
        Seed = _options.Seed,
        Stream = _options.Stream,
        InitialMean = _loop.InitialMean,
        InitialCovariance = _loop.CommonInitial,
    };

    private PlantBatch RunBatches(int rollouts, int threads, CancellationToken cancellation, StepWatch? watch)
    {
        var engine = new RolloutEngine<double>(_plan, OptionsOf(_options.Steps, 0));
        int size = BatchSize(_options.Steps), n = _loop.MeanDim;
        var batches = new PlantBatch[(rollouts + size - 1) / size];
        ParallelWork.Run(
            batches.Length,
            threads,
            cancellation,
            () => (Workspace: engine.CreateWorkspace(), Costs: new double[size], Finals: new double[size * n]),
            (batch, local) =>
            {
                int first = (int)batch * size, count = Math.Min(size, rollouts - first);
                Span<double> costs = local.Costs.AsSpan(0, count), finals = local.Finals.AsSpan(0, count * n);
                engine.Run((ulong)first, costs, local.Workspace, finals);
                Finish(costs, finals);
                batches[batch] = PlantBatch.Of(costs, finals);
                watch?.Advance((long)count * _options.Steps);
            });
        return PlantBatch.Merge(batches);
    }

    private static int BatchSize(int steps) =>
        (int)Math.Clamp(BatchSteps / steps / FewestRollouts * FewestRollouts, FewestRollouts, MostRollouts);

    /// <summary>From summed costs of the steps to averages, or to totals with the cost of the last state.</summary>
    private void Finish(Span<double> costs, ReadOnlySpan<double> finals)
    {
        int n = _loop.MeanDim;
        double[] row = _final is null ? [] : new double[_layout.Length];
        for (int r = 0; r < costs.Length; r++)
        {
            if (_loop.Horizon is null)
            {
                costs[r] /= _options.Steps;
            }
            else if (_final is not null)
            {
                double total = costs[r] + _final.Of(_layout, finals.Slice(r * n, n), row);
                costs[r] = double.IsFinite(total) ? total : double.PositiveInfinity;
            }
        }
    }

    private void Trace(int every, Span<double> trace)
    {
        int n = _loop.MeanDim, steps = _options.Steps;
        long last = (long)(steps / every) * n;
        if (trace.IsEmpty)
        {
            return;
        }

        var engine = new RolloutEngine<double>(_plan, OptionsOf(steps, 0));
        RolloutWorkspace<double> workspace = engine.CreateWorkspace();
        engine.Trace(0, every, trace[..(trace.Length / n * n)], workspace);
        if (steps % every == 0 && last + n <= trace.Length)
        {
            // A trace ends with the state before the last step.
            Span<double> cost = stackalloc double[1];
            engine.Run(0, cost, workspace, trace.Slice((int)last, n));
        }
    }
}
