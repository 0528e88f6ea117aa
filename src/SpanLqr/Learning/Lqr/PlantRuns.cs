using System;
using System.Threading;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Lqr;

/// <summary>Runs the trajectories of a plant side by side, in stretches, and counts what they cost.</summary>
/// <remarks>Each trajectory is seen by one thread and in its own order, so that the number of threads changes no bit.</remarks>
internal sealed class PlantRuns
{
    private const ulong Purpose = 32;

    // Steps held in memory at a time.
    private const int Stretch = 1000;

    private readonly IPlant _plant;
    private readonly ulong _seed;
    private readonly int _threads;
    private ulong _run;

    /// <summary>Prepares runs.</summary>
    public PlantRuns(IPlant plant, ulong seed, int threads) => (_plant, _seed, _threads) = (plant, seed, threads);

    /// <summary>Takes a stretch of a trajectory: T+1 states, T inputs, T costs. Called from several threads, one trajectory from one.</summary>
    public delegate void Reader(int trajectory, ReadOnlySpan<double> states, ReadOnlySpan<double> inputs, ReadOnlySpan<double> costs);

    /// <summary>What was spent.</summary>
    public LearningAccount Account { get; private set; }

    /// <summary>Runs trajectories.</summary>
    /// <param name="gain">K.</param>
    /// <param name="exploration">L, or null for none.</param>
    /// <param name="trajectories">How many.</param>
    /// <param name="steps">Steps of each.</param>
    /// <param name="ends">The states to go on from, of all trajectories, replaced by those they end in; null for a reset.</param>
    /// <param name="read">Takes the data.</param>
    /// <param name="cancellation">Ends early.</param>
    /// <returns>False where a trajectory diverged.</returns>
    public bool Run(
        double[,] gain,
        double[,]? exploration,
        int trajectories,
        int steps,
        double[,]? ends,
        Reader read,
        CancellationToken cancellation)
    {
        ulong run = _run++;
        bool[] ran = new bool[trajectories];
        Shares.Run(trajectories, _threads, index => ran[index] = RunOne(gain, exploration, index, steps, ends, read, run, cancellation));
        cancellation.ThrowIfCancellationRequested();
        bool all = !ran.AsSpan().Contains(false);
        Account += new LearningAccount(trajectories, (long)trajectories * steps, all ? 0 : 1);
        return all;
    }

    /// <summary>The mean cost of resets under a policy; +∞ where one diverged.</summary>
    public double MeanCost(double[,] gain, double[,]? exploration, int trajectories, int steps, CancellationToken cancellation)
    {
        double[] sums = new double[trajectories];
        bool ran = Run(gain, exploration, trajectories, steps, null, (index, _, _, costs) => sums[index] += Total(costs), cancellation);
        double mean = Total(sums) / ((double)trajectories * steps);
        return ran && double.IsFinite(mean) ? mean : double.PositiveInfinity;
    }

    /// <summary>Σ of entries, in order.</summary>
    public static double Total(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Writes what later runs depend on.</summary>
    public void Save(StateList state)
    {
        state.Add(_run);
        state.Add(Account.Rollouts);
        state.Add(Account.Steps);
        state.Add(Account.Rejected);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(StateList state)
    {
        _run = (ulong)state.Next();
        Account = new LearningAccount((long)state.Next(), (long)state.Next(), (long)state.Next());
    }

    private bool RunOne(
        double[,] gain,
        double[,]? exploration,
        int index,
        int steps,
        double[,]? ends,
        Reader read,
        ulong run,
        CancellationToken cancellation)
    {
        int n = _plant.StateDim, m = _plant.InputDim, stretch = Math.Min(steps, Stretch);
        double[] states = new double[(stretch + 1) * n], inputs = new double[stretch * m], costs = new double[stretch];
        double[] end = new double[n];
        bool hasEnd = ends is not null;
        if (ends is not null)
        {
            MatrixAlgebra.Row(ends, index).CopyTo(end);
        }

        for (int done = 0, part = 0; done < steps; part++)
        {
            int length = Math.Min(stretch, steps - done);
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            Span<double> x = states.AsSpan(0, (length + 1) * n), u = inputs.AsSpan(0, length * m), c = costs.AsSpan(0, length);
            var wanted = new PlantRun
            {
                Gain = Arrays.Flat(gain),
                Exploration = exploration is null ? [] : Arrays.Flat(exploration),
                Start = hasEnd ? end : [],
                Trajectory = index,
                Key = NoiseKey.Of(_seed, Purpose, run, ((ulong)index << 32) | (uint)part),
            };
            if (!_plant.Run(wanted, x, u, c) || !double.IsFinite(Total(c)))
            {
                return false;
            }

            read(index, x, u, c);
            x[(length * n)..].CopyTo(end);
            hasEnd = true;
            done += length;
        }

        if (ends is not null)
        {
            end.CopyTo(MatrixAlgebra.Row(ends, index));
        }

        return true;
    }
}
