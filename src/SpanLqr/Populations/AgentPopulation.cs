using System;
using System.Runtime.Intrinsics;
using System.Threading;
using System.Threading.Tasks;
using SpanLqr.Rollouts;
using SpanLqr.Shapes;

namespace SpanLqr.Populations;

/// <summary>
/// Every agent of one population: e⁺ = Me + w in lanes, one agent each, and the sums over all agents that make means and scatter of every step.
/// </summary>
/// <remarks>
/// <para>An agent is x^i = m + e^i, with m the same for all: its own past noises are in e, everything that it shares with others in m. So agents
/// need not wait for the means of a step before they take the next, and a block of them runs a chunk of steps while it is in the cache.</para>
/// <para>Component i of step t of an agent is a function of (seed, stream, agent, t, i). Sums are formed in a fixed order: agents of one block and
/// one residue modulo 8 in turn, then the eight residues in pairs, then blocks in pairs. No bit depends on width or threads.</para>
/// </remarks>
internal sealed class AgentPopulation
{
    /// <summary>The lanes of the widest vector, and of a sum.</summary>
    public const int Lanes = 8;

    /// <summary>Steps that a block runs in one go: even, so that pairs of normals never straddle two chunks.</summary>
    public const int ChunkSteps = 32;

    // Agents of a block: their sums cost nothing beside their steps, and there are blocks enough for all threads.
    private const int BlockAgents = 512;

    private readonly int _d;
    private readonly int _size;
    private readonly int _width = LaneWidth<double>.Count;
    private readonly int _blocks;
    private readonly int _stages;
    private readonly double[] _dynamics;
    private readonly double[] _noise;
    private readonly double[]? _initial;
    private readonly double[] _states;
    private readonly ulong[] _generators;
    private readonly double[] _partial;
    private readonly double[] _mean;
    private readonly double[] _nextMean;
    private readonly AgentScratch[] _scratch;
    private ulong _seed;
    private ulong _id;

    public AgentPopulation(AgentLoop loop, int threads)
    {
        _d = loop.StateDim;
        _size = loop.Size;
        if (((long)_size + Lanes) * Math.Max(_d, RandomNumbers.LaneNormals.StateWords) > Array.MaxLength)
        {
            throw new ArgumentException(
                $"Population \"{loop.Name}\" has {_size} agents of {_d} states, too many to hold one by one; simulate it collapsed.", nameof(loop));
        }

        _stages = loop.Dynamics.Count;

        // A lone agent is its own mean: no deviation carries anything from step to step.
        _dynamics = _size > 1 ? Flattened.Stack(loop.Dynamics) : new double[SpanLength.Of(_stages, _d, _d, nameof(loop))];
        _noise = Flattened.Of(Flattened.Factor(loop.Noise, _d, "Noise"));
        _initial = loop.Initial is null ? null : Flattened.Of(Flattened.Factor(loop.Initial, _d, "Initial"));
        _blocks = (_size + BlockAgents - 1) / BlockAgents;
        int groups = (_size + _width - 1) / _width;
        _states = new double[groups * _d * _width];
        _generators = new ulong[groups * RandomNumbers.LaneNormals.StateWords * _width];
        _partial = new double[SpanLength.Of(_blocks, ChunkSteps, MomentLayout.LengthOf(_d), nameof(loop))];
        _mean = new double[_d];
        _nextMean = new double[_d];
        _scratch = new AgentScratch[Math.Min(threads, _blocks)];
        for (int i = 0; i < _scratch.Length; i++)
        {
            _scratch[i] = new AgentScratch(_d);
        }
    }

    /// <summary>Blocks that may run side by side.</summary>
    public static int BlocksOf(int size) => (size + BlockAgents - 1) / BlockAgents;

    /// <summary>Step 0.</summary>
    public void Start(ulong seed, ulong id, Span<double> record)
    {
        (_seed, _id) = (seed, id);
        Array.Clear(_mean);
        RunBlocks(0, 0);
        Collect(0, 1, record, record.Length, isStart: true);
    }

    /// <summary>Steps first → first + 1 and so on, at most <see cref="ChunkSteps"/>, and as many rows of moments.</summary>
    public void Advance(int first, int steps, Span<double> records, int stride)
    {
        RunBlocks(first, steps);
        Collect(first, steps, records, stride, isStart: false);
    }

    private void RunBlocks(int first, int steps)
    {
        if (_scratch.Length == 1)
        {
            for (int block = 0; block < _blocks; block++)
            {
                RunBlock(block, first, steps, _scratch[0]);
            }

            return;
        }

        RunParallel(first, steps);
    }

    private void RunParallel(int first, int steps)
    {
        int taken = -1;
        Parallel.For(0, _scratch.Length, new ParallelOptions { MaxDegreeOfParallelism = _scratch.Length }, worker =>
        {
            for (int block = Interlocked.Increment(ref taken); block < _blocks; block = Interlocked.Increment(ref taken))
            {
                RunBlock(block, first, steps, _scratch[worker]);
            }
        });
    }

    private void RunBlock(int block, int first, int steps, AgentScratch scratch)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            RunBlock<Lanes512<double>, Vector512<double>, Lanes512<ulong>, Vector512<ulong>>(block, first, steps, scratch);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            RunBlock<Lanes256<double>, Vector256<double>, Lanes256<ulong>, Vector256<ulong>>(block, first, steps, scratch);
        }
        else
        {
            RunBlock<Lanes128<double>, Vector128<double>, Lanes128<ulong>, Vector128<ulong>>(block, first, steps, scratch);
        }
    }

    private void RunBlock<TDoubles, TDouble, TBits, TWord>(int block, int first, int steps, AgentScratch scratch)
        where TDoubles : struct, ILanes<TDouble, double>
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct
    {
        int moments = MomentLayout.LengthOf(_d), rows = Math.Max(steps, 1);
        Array.Clear(scratch.Sums, 0, rows * moments * Lanes);
        int begin = block * BlockAgents, end = Math.Min(begin + BlockAgents, _size), words = RandomNumbers.LaneNormals.StateWords * _width;
        for (int agent = begin; agent < end; agent += _width)
        {
            int group = agent / _width;
            var kernel = new AgentKernel<TDoubles, TDouble, TBits, TWord>
            {
                D = _d,
                Noise = scratch.Noise,
                Next = scratch.Next,
                Sums = scratch.Sums.AsSpan(agent % Lanes),
                States = _states.AsSpan(group * _d * _width, _d * _width),
                Generators = _generators.AsSpan(group * words, words),
                Used = Math.Min(_width, _size - agent),
            };
            if (steps == 0)
            {
                kernel.Start(_seed, _id, (ulong)agent, _initial);
            }
            else
            {
                kernel.Advance(first, steps, _dynamics, _stages, _noise);
            }
        }

        Span<double> partial = _partial.AsSpan(block * ChunkSteps * moments, rows * moments);
        for (int k = 0; k < partial.Length; k++)
        {
            ReadOnlySpan<double> s = scratch.Sums.AsSpan(k * Lanes, Lanes);
            partial[k] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
        }
    }

    /// <summary>Adds the blocks up, in pairs, and turns sums into moments.</summary>
    private void Collect(int first, int rows, Span<double> records, int stride, bool isStart)
    {
        int moments = MomentLayout.LengthOf(_d), blockLength = ChunkSteps * moments;
        for (int distance = 1; distance < _blocks; distance *= 2)
        {
            for (int block = 0; block + distance < _blocks; block += 2 * distance)
            {
                Span<double> into = _partial.AsSpan(block * blockLength, rows * moments);
                ReadOnlySpan<double> from = _partial.AsSpan((block + distance) * blockLength, rows * moments);
                for (int k = 0; k < into.Length; k++)
                {
                    into[k] += from[k];
                }
            }
        }

        for (int t = 0; t < rows; t++)
        {
            ReadOnlySpan<double> m = isStart ? default : _dynamics.AsSpan(_stages == 1 ? 0 : (first + t) * _d * _d, _d * _d);
            ToMoments(_partial.AsSpan(t * moments, moments), m, records.Slice(t * stride, moments));
        }
    }

    private void ToMoments(ReadOnlySpan<double> sums, ReadOnlySpan<double> m, Span<double> record)
    {
        for (int i = 0; i < _d; i++)
        {
            _nextMean[i] = sums[i] / _size;
            double noise = _nextMean[i];
            for (int j = 0; j < _d && !m.IsEmpty; j++)
            {
                noise -= m[(i * _d) + j] * _mean[j];
            }

            record[i] = noise;
        }

        _nextMean.CopyTo(_mean.AsSpan());
        for (int i = 0, at = _d; i < _d; i++)
        {
            for (int j = i; j < _d; j++, at++)
            {
                record[at] = sums[at] - (sums[i] * _mean[j]);
            }
        }

        record[^1] = sums[^1];
    }
}
