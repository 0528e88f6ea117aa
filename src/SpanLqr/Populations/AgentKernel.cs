using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.RandomNumbers;
using SpanLqr.Shapes;

namespace SpanLqr.Populations;

/// <summary>As many agents as a vector has lanes. What runs in a lane does not know of the others.</summary>
internal readonly ref struct AgentKernel<TDoubles, TDouble, TBits, TWord>
    where TDoubles : struct, ILanes<TDouble, double>
    where TBits : struct, ILanes<TWord, ulong>
    where TDouble : struct
    where TWord : struct
{
    /// <summary>d, the number of states.</summary>
    public required int D { get; init; }

    /// <summary>Room for the normals of a chunk.</summary>
    public required Span<double> Noise { get; init; }

    /// <summary>Room for one state.</summary>
    public required Span<double> Next { get; init; }

    /// <summary>From the sum of the first lane on.</summary>
    public required Span<double> Sums { get; init; }

    /// <summary>e.</summary>
    public required Span<double> States { get; init; }

    public required Span<ulong> Generators { get; init; }

    /// <summary>The lanes with an agent in them; the others stay at zero and add nothing.</summary>
    public required int Used { get; init; }

    /// <summary>e = L₀z, from the first ⌈d/2⌉ pairs of each agent; no pair is drawn without L₀.</summary>
    public void Start(ulong seed, ulong id, ulong agent, double[]? factor)
    {
        Span<ulong> agents = stackalloc ulong[AgentPopulation.Lanes];
        for (int lane = 0; lane < agents.Length; lane++)
        {
            agents[lane] = agent + (ulong)lane;
        }

        LaneNormals.Start<TBits, TWord>(SplitMix64.Combine(seed, id), ref agents[0], ref MemoryMarshal.GetReference(Generators));
        States.Clear();
        if (factor is null)
        {
            return;
        }

        Draw(D);
        ref double noise = ref MemoryMarshal.GetReference(Noise);
        for (int i = 0; i < D; i++)
        {
            TDouble sum = Correlated(factor, i, ref noise);
            TDoubles.Store(sum, ref Next[i * TDoubles.Count]);
        }

        Keep(0);
    }

    /// <summary>Steps e⁺ = Me + Lz.</summary>
    public void Advance(int first, int steps, double[] dynamics, int stages, double[] factor)
    {
        Draw(steps * D);
        int d = D, width = TDoubles.Count, moments = MomentLayout.LengthOf(d);
        ref double noise = ref MemoryMarshal.GetReference(Noise);
        ref double state = ref MemoryMarshal.GetReference(States);
        for (int t = 0; t < steps; t++)
        {
            ref double m = ref dynamics[stages == 1 ? 0 : (first + t) * d * d];
            ref double energySum = ref Sums[((t * moments) + moments - 1) * AgentPopulation.Lanes];
            TDouble energy = TDoubles.Load(ref energySum);
            for (int i = 0; i < d; i++)
            {
                TDouble y = Correlated(factor, i, ref noise);
                energy = TDoubles.FusedMultiplyAdd(y, y, energy);
                for (int j = 0; j < d; j++)
                {
                    y = TDoubles.FusedMultiplyAdd(
                        TDoubles.Broadcast(Unsafe.Add(ref m, (i * d) + j)), TDoubles.Load(ref Unsafe.Add(ref state, j * width)), y);
                }

                TDoubles.Store(y, ref Next[i * width]);
            }

            TDoubles.Store(energy, ref energySum);
            Keep(t * moments);
            noise = ref Unsafe.Add(ref noise, d * width);
        }
    }

    /// <summary>The next normals of each agent, an even number of them.</summary>
    private void Draw(int count)
    {
        int pairs = (count + 1) / 2, width = TDoubles.Count;
        LaneNormals.Fill<TDoubles, TDouble, TBits, TWord>(pairs, ref MemoryMarshal.GetReference(Generators), ref MemoryMarshal.GetReference(Noise));
        for (int k = 0; Used < width && k < 2 * pairs; k++)
        {
            Noise.Slice((k * width) + Used, width - Used).Clear();
        }
    }

    /// <summary>Row i of Lz.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TDouble Correlated(double[] factor, int i, ref double noise)
    {
        ref double row = ref factor[i * D];
        TDouble sum = TDoubles.Multiply(TDoubles.Broadcast(row), TDoubles.Load(ref noise));
        for (int j = 1; j <= i; j++)
        {
            sum = TDoubles.FusedMultiplyAdd(
                TDoubles.Broadcast(Unsafe.Add(ref row, j)), TDoubles.Load(ref Unsafe.Add(ref noise, j * TDoubles.Count)), sum);
        }

        return sum;
    }

    /// <summary>Takes the next state over and adds it to the sums: Σe, and Σee' by rows from the diagonal on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(int moment)
    {
        int d = D, width = TDoubles.Count;
        ref double next = ref MemoryMarshal.GetReference(Next);
        ref double state = ref MemoryMarshal.GetReference(States);
        ref double sum = ref Sums[moment * AgentPopulation.Lanes];
        ref double square = ref Unsafe.Add(ref sum, d * AgentPopulation.Lanes);
        for (int i = 0; i < d; i++)
        {
            TDouble e = TDoubles.Load(ref Unsafe.Add(ref next, i * width));
            TDoubles.Store(e, ref Unsafe.Add(ref state, i * width));
            TDoubles.Store(TDoubles.Add(TDoubles.Load(ref sum), e), ref sum);
            sum = ref Unsafe.Add(ref sum, AgentPopulation.Lanes);
            for (int j = i; j < d; j++)
            {
                TDouble other = TDoubles.Load(ref Unsafe.Add(ref next, j * width));
                TDoubles.Store(TDoubles.FusedMultiplyAdd(e, other, TDoubles.Load(ref square)), ref square);
                square = ref Unsafe.Add(ref square, AgentPopulation.Lanes);
            }
        }
    }
}
