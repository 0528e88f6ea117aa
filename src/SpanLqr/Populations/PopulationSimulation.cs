using System;
using System.Linq;
using System.Threading;
using SpanLqr.Rollouts;
using SpanLqr.Threads;

namespace SpanLqr.Populations;

/// <summary>Simulates populations under a policy: every agent, or exactly in law by means and scatters alone.</summary>
/// <remarks>
/// Every normal is a function of (seed, stream, rollout, population, agent, step, component); results have the same bits on any number of
/// threads and at any vector width. One step of every agent is about 3d² + 3d flops and d normals an agent; a collapsed step about
/// 7d³ flops, d² + d(d + 1)/2 + d normals and d chi-squares a population, for 10³ agents as for 10⁹.
/// </remarks>
public sealed class PopulationSimulation
{
    /// <summary>The least number of steps in a batch from which a standard error of one rollout is formed.</summary>
    public const int LeastBatch = 30;

    // Rollouts that one thread takes in one go; what they leave behind is added up in order.
    private const int ChunkRollouts = 16;

    private readonly MeanFieldLoop _loop;
    private readonly PopulationOptions _options;

    /// <summary>Sets a simulation up.</summary>
    /// <param name="loop">What is run.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The loop is malformed, a covariance is not semidefinite, or the loop has another horizon.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode has no name.</exception>
    public PopulationSimulation(MeanFieldLoop loop, PopulationOptions options)
    {
        LoopChecks.Check(loop);
        LoopChecks.CheckHorizon(loop, options.Steps, nameof(options));
        EnumGuard.Require(options.Mode, $"{nameof(options)}.{nameof(options.Mode)}");

        _loop = loop;
        _options = options;
    }

    /// <summary>Memory for rollouts, one at a time. Every agent takes 8d + 32 bytes.</summary>
    /// <param name="threads">The threads that a rollout may use for its agents.</param>
    /// <returns>The memory.</returns>
    /// <exception cref="ArgumentException">A covariance is not semidefinite; or every agent is to be held, and an array cannot hold so many.</exception>
    public PopulationRollout CreateRollout(int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new PopulationRollout(_loop, _options, threads);
    }

    /// <summary>Runs rollouts 0, 1, … and sums them up.</summary>
    /// <param name="rollouts">How many, at least 1.</param>
    /// <param name="threads">Threads to use at most; no bit depends on it.</param>
    /// <param name="progress">Is told the steps that all rollouts together have taken, every 32 of them and from any thread; or null. What it throws ends the work and is thrown here.</param>
    /// <param name="cancellation">Ends the work, within 32 steps.</param>
    /// <param name="every">Every so many steps, from step 0 on, χ of rollout 0 is kept.</param>
    /// <param name="trace">Receives them, one after the other; further ones are left out.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="ArgumentException">As for <see cref="CreateRollout"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public PopulationEstimate Estimate(
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
        int chunks = (int)((rollouts + ChunkRollouts - 1L) / ChunkRollouts);

        // Rollouts side by side need nothing of each other; only where they are too few do the agents of one rollout go on several threads.
        int largest = _options.Mode == PopulationMode.Agents ? _loop.Populations.Max(static p => AgentPopulation.BlocksOf(p.Size)) : 1;
        bool dividesAgents = largest >= threads;
        int workers = dividesAgents ? 1 : Math.Min(threads, chunks);
        var watch = new StepWatch(progress, cancellation);
        var work = new EstimateWork(_loop, rollouts, ChunkRollouts);

        ParallelWork.Run(
            chunks,
            workers,
            CancellationToken.None,
            () => CreateRollout(dividesAgents ? threads : 1),
            (chunk, rollout) =>
            {
                for (int r = (int)chunk * ChunkRollouts; r < Math.Min(rollouts, (chunk + 1) * ChunkRollouts); r++)
                {
                    rollout.Run((ulong)r, every, r == 0 ? trace.Span : default, watch);
                    work.Take(r, rollout);
                }
            });
        return work.Sum(_options.Steps);
    }
}
