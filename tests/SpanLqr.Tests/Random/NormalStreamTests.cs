using System;
using System.Linq;
using System.Runtime.Intrinsics;
using SpanLqr.RandomNumbers;
using SpanLqr.Shapes;
using Xunit;

namespace SpanLqr.Tests.RandomFacts;

[Trait("Category", "Kernels")]
public class NormalStreamTests
{
    private const int Pairs = 300;

    [Fact]
    public void Philox_gives_the_published_vectors()
    {
        // Random123, examples/kat_vectors: philox4x32, 10 rounds.
        Assert.Equal(Words(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8), Philox4x32.Block(0, 0));
        Assert.Equal(Words(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd), Philox4x32.Block(UInt128.MaxValue, ulong.MaxValue));
        Assert.Equal(
            Words(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1),
            Philox4x32.Block(Words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344), 0x299f31d0a4093822));
    }

    [Fact]
    public void Every_width_gives_a_stream_the_same_bits()
    {
        double[] expected = Normals(seed: 11, stream: 3, rollout: 7);

        Assert.Equal(expected, Lane<Lanes512<double>, Vector512<double>, Lanes512<ulong>, Vector512<ulong>>(first: 2, lane: 5));
        Assert.Equal(expected, Lane<Lanes256<double>, Vector256<double>, Lanes256<ulong>, Vector256<ulong>>(first: 4, lane: 3));
        Assert.Equal(expected, Lane<Lanes128<double>, Vector128<double>, Lanes128<ulong>, Vector128<ulong>>(first: 7, lane: 0));
    }

    [Fact]
    public void Every_width_gives_a_stream_the_same_bits_in_single_precision()
    {
        float[] expected = SingleLane<Lanes128<float>, Vector128<float>, Lanes128<ulong>, Vector128<ulong>, Lanes128<uint>, Vector128<uint>>(first: 3, lane: 1);

        Assert.Equal(expected, SingleLane<Lanes256<float>, Vector256<float>, Lanes256<ulong>, Vector256<ulong>, Lanes256<uint>, Vector256<uint>>(1, 5));
        Assert.Equal(expected, SingleLane<Lanes512<float>, Vector512<float>, Lanes512<ulong>, Vector512<ulong>, Lanes512<uint>, Vector512<uint>>(0, 7));
        Assert.NotEqual(expected[0], expected[1]);
    }

    [Fact]
    public void However_a_stretch_is_divided_the_numbers_are_the_same()
    {
        double[] expected = Normals(11, 3, 7), actual = new double[expected.Length];
        var stream = new NormalStream(11, 3, 7);
        int at = 0;
        for (int length = 1; at < actual.Length; length = (length % 13) + 1)
        {
            int count = Math.Min(length, actual.Length - at);
            if (count == 1)
            {
                actual[at] = stream.Next();
            }
            else
            {
                stream.Fill(actual.AsSpan(at, count));
            }

            at += count;
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Normals_by_index_do_not_depend_on_how_many_are_asked_for()
    {
        double[] all = new double[9], few = new double[4];
        CounterNormals.Fill(1, 2, 3, 4, all);
        CounterNormals.Fill(1, 2, 3, 4, few);

        Assert.Equal(all[..4], few);
    }

    [Fact]
    public void The_pair_is_the_sine_and_cosine_of_one_angle_on_the_radius_of_the_logarithm()
    {
        var generator = Xoshiro256.Of(5, 6, 7);
        double[] normals = Normals(5, 6, 7);
        for (int pair = 0; pair < Pairs; pair++)
        {
            double u = 1 - ((generator.Next() >> 12) * Math.ScaleB(1, -52));
            ulong word = generator.Next();
            double radius = Math.Sqrt(-2 * Math.Log(u)), angle = ((word >> 12) * Math.ScaleB(1, -52)) - 0.5;
            double sine = Math.Sin(Math.PI / 2 * angle), cosine = Math.Cos(Math.PI / 2 * angle);
            double[] expected = [radius * ((word & 1) == 0 ? cosine : -cosine), radius * sine];

            Assert.Equal(expected[(word >> 1) & 1], normals[2 * pair], 4e-15 * radius);
            Assert.Equal(expected[1 - ((word >> 1) & 1)], normals[(2 * pair) + 1], 4e-15 * radius);
        }
    }

    [Fact]
    public void Filling_allocates_nothing()
    {
        double[] destination = new double[333];
        var stream = new NormalStream(1, 2, 3);
        stream.Fill(destination);
        long before = GC.GetAllocatedBytesForCurrentThread();
        stream.Fill(destination);
        CounterNormals.Fill(1, 2, 3, 4, destination);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double[] Normals(ulong seed, ulong stream, ulong rollout)
    {
        double[] normals = new double[2 * Pairs];
        new NormalStream(seed, stream, rollout).Fill(normals);
        return normals;
    }

    private static UInt128 Words(uint w0, uint w1, uint w2, uint w3) => new(((ulong)w3 << 32) | w2, ((ulong)w1 << 32) | w0);

    private static double[] Lane<TDoubles, TDouble, TBits, TWord>(ulong first, int lane)
        where TDoubles : struct, ILanes<TDouble, double>
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct
    {
        ulong[] states = new ulong[LaneNormals.StateWords * TBits.Count];
        ulong[] rollouts = [.. Enumerable.Range(0, TBits.Count).Select(lane => first + (ulong)lane)];
        LaneNormals.Start<TBits, TWord>(SplitMix64.Combine(11, 3), ref rollouts[0], ref states[0]);
        double[] all = new double[2 * Pairs * TBits.Count];
        LaneNormals.Fill<TDoubles, TDouble, TBits, TWord>(Pairs, ref states[0], ref all[0]);
        return Pick(all, TBits.Count, lane);
    }

    private static float[] SingleLane<TSingles, TSingle, TBits, TWord, THalves, THalf>(ulong first, int lane)
        where TSingles : struct, ILanes<TSingle, float>
        where TBits : struct, ILanes<TWord, ulong>
        where THalves : struct, ILanes<THalf, uint>
        where TSingle : struct
        where TWord : struct
        where THalf : struct
    {
        ulong[] states = new ulong[LaneNormals.StateWords * TBits.Count];
        ulong[] rollouts = [.. Enumerable.Range(0, TBits.Count).Select(lane => first + (ulong)lane)];
        LaneNormals.Start<TBits, TWord>(SplitMix64.Combine(11, 3), ref rollouts[0], ref states[0]);
        float[] all = new float[2 * Pairs * TSingles.Count];
        LaneNormals.FillSingle<TSingles, TSingle, TBits, TWord, THalves, THalf>(Pairs, ref states[0], ref all[0]);
        return Pick(all, TSingles.Count, lane);
    }

    private static T[] Pick<T>(T[] all, int lanes, int lane)
    {
        T[] picked = new T[all.Length / lanes];
        for (int k = 0; k < picked.Length; k++)
        {
            picked[k] = all[(k * lanes) + lane];
        }

        return picked;
    }
}
