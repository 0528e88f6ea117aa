using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SpanLqr.Shapes;

namespace SpanLqr.RandomNumbers;

/// <summary>
/// The standard normals of one rollout: number k is a pure function of (seed, stream, rollout, k), the same to the bit on every
/// machine, alone or in a lane of many. A value: a copy continues independently.
/// </summary>
/// <remarks>
/// xoshiro256++ from a hash of the key, two normals from two words by the method of Box and Muller; |z| ≤ 8.49. Nothing allocates.
/// </remarks>
public struct NormalStream
{
    private const int PairsAtOnce = 8;

    private Xoshiro256 _generator;
    private double _spare;
    private bool _hasSpare;

    /// <summary>The stream from its beginning.</summary>
    /// <param name="seed">The seed of the experiment.</param>
    /// <param name="stream">What the numbers are for; two purposes of one experiment use two streams.</param>
    /// <param name="rollout">The rollout, sample or agent.</param>
    public NormalStream(ulong seed, ulong stream, ulong rollout)
    {
        _generator = Xoshiro256.Of(seed, stream, rollout);
        _spare = 0;
        _hasSpare = false;
    }

    /// <summary>The next normals, in order; however a stretch is divided into calls, the numbers are the same.</summary>
    /// <param name="destination">Receives them.</param>
    public void Fill(Span<double> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        if (_hasSpare)
        {
            destination[0] = _spare;
            destination = destination[1..];
            _hasSpare = false;
        }

        while (destination.Length > 1)
        {
            int pairs = Math.Min(PairsAtOnce, destination.Length / 2);
            FillPairs(ref _generator, pairs, ref MemoryMarshal.GetReference(destination));
            destination = destination[(2 * pairs)..];
        }

        if (!destination.IsEmpty)
        {
            Span<double> pair = stackalloc double[2];
            FillPairs(ref _generator, 1, ref pair[0]);
            destination[0] = pair[0];
            _spare = pair[1];
            _hasSpare = true;
        }
    }

    /// <summary>The next normal.</summary>
    public double Next()
    {
        double value = 0;
        Fill(new Span<double>(ref value));
        return value;
    }

    /// <summary>A uniform number in (0, 1] of 53 bits, from the same generator.</summary>
    public double NextUniform() => ((_generator.Next() >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>Words are drawn one after the other, and made into normals side by side: entry by entry the same arithmetic.</summary>
    [SkipLocalsInit]
    private static void FillPairs(ref Xoshiro256 generator, int pairs, ref double destination)
    {
        Span<ulong> words = stackalloc ulong[2 * PairsAtOnce];
        for (int pair = 0; pair < pairs; pair++)
        {
            words[pair] = generator.Next();
            words[PairsAtOnce + pair] = generator.Next();
        }

        Span<double> normals = stackalloc double[2 * PairsAtOnce];
        if (pairs > 1 && Vector512.IsHardwareAccelerated)
        {
            Convert<Lanes512<double>, Vector512<double>, Lanes512<ulong>, Vector512<ulong>>(pairs, words, normals);
        }
        else if (pairs > 1 && Vector256.IsHardwareAccelerated)
        {
            Convert<Lanes256<double>, Vector256<double>, Lanes256<ulong>, Vector256<ulong>>(pairs, words, normals);
        }
        else
        {
            Convert<Lanes128<double>, Vector128<double>, Lanes128<ulong>, Vector128<ulong>>(pairs, words, normals);
        }

        for (int pair = 0; pair < pairs; pair++)
        {
            Unsafe.Add(ref destination, 2 * pair) = normals[pair];
            Unsafe.Add(ref destination, (2 * pair) + 1) = normals[PairsAtOnce + pair];
        }
    }

    private static void Convert<TDoubles, TDouble, TBits, TWord>(int pairs, Span<ulong> words, Span<double> normals)
        where TDoubles : struct, ILanes<TDouble, double>
        where TBits : struct, ILanes<TWord, ulong>
        where TDouble : struct
        where TWord : struct
    {
        for (int pair = 0; pair < pairs; pair += TDoubles.Count)
        {
            BoxMuller.Pair<TDoubles, TDouble, TBits, TWord>(
                TBits.Load(ref words[pair]), TBits.Load(ref words[PairsAtOnce + pair]), out TDouble z0, out TDouble z1);
            TDoubles.Store(z0, ref normals[pair]);
            TDoubles.Store(z1, ref normals[PairsAtOnce + pair]);
        }
    }
}
