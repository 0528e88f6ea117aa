using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpanLqr.RandomNumbers;

namespace SpanLqr.Rollouts;

/// <summary>The memory of one block of rollouts, aligned to vectors: one for each thread, made once and used again.</summary>
/// <typeparam name="T">double or float.</typeparam>
public sealed class RolloutWorkspace<T>
    where T : unmanaged
{
    // A load of 64 bytes that straddles two lines of cache takes twice the time.
    private const int Alignment = 64;

    // Normals are made for so many vectors at a time: 16 KB at 512 bits, half of a first-level cache.
    private const int NoiseVectors = 256;

    private readonly T[] _memory;
    private readonly int _start;
    private readonly int _stateStart;
    private readonly int _sumStart;

    internal RolloutWorkspace(int stateDim, int variants)
    {
        int width = LaneWidth<T>.Count, chunk = ChunkSteps(stateDim);
        StateDim = stateDim;
        Variants = variants;
        _stateStart = chunk * stateDim * width;
        _sumStart = SpanLength.Of(_stateStart + (2L * stateDim * variants * width), nameof(variants));
        int padding = Alignment / Unsafe.SizeOf<T>();
        _memory = GC.AllocateArray<T>(SpanLength.Of(_sumStart + ((long)variants * width) + padding, nameof(variants)), pinned: true);
        _start = (int)((ulong)(-Address(_memory)) % Alignment) / Unsafe.SizeOf<T>();
        Keys = new ulong[width];
        Generators = new ulong[LaneNormals.StateWords * width];
        Totals = new double[variants * width];
        Compensations = new double[variants * width];
    }

    internal int StateDim { get; }

    internal int Variants { get; }

    internal ulong[] Keys { get; }

    internal ulong[] Generators { get; }

    internal double[] Totals { get; }

    internal double[] Compensations { get; }

    internal ref T Noise => ref _memory[_start];

    /// <summary>The steps between two looks at the costs: an even number that depends on n alone, so that no bit depends on the machine.</summary>
    internal static int ChunkSteps(int stateDim) => Math.Max(2, NoiseVectors / stateDim / 2 * 2);

    internal ref TVector State<TVector>(int variant) =>
        ref Unsafe.As<T, TVector>(ref _memory[_start + _stateStart + (2 * StateDim * variant * (Unsafe.SizeOf<TVector>() / Unsafe.SizeOf<T>()))]);

    internal ref TVector Sum<TVector>(int variant) =>
        ref Unsafe.As<T, TVector>(ref _memory[_start + _sumStart + (variant * (Unsafe.SizeOf<TVector>() / Unsafe.SizeOf<T>()))]);

    private static nint Address(T[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
