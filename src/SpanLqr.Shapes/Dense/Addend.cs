using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>What joins a finished sum: nothing, or C + α·Σ as one fused multiply-add.</summary>
internal readonly ref struct Addend<T>(T alpha, ref T start)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T start = ref start;

    /// <summary>No addend: the sum itself is the result.</summary>
    public static Addend<T> None
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(T.One, ref Unsafe.NullRef<T>());
    }

    public T Alpha { get; } = alpha;

    public bool IsNone => Unsafe.IsNullRef(ref start);

    /// <summary>The entry at <paramref name="index"/> of the result, from its sum.</summary>
    public T Finish(T sum, nint index) => IsNone ? sum : T.FusedMultiplyAdd(Alpha, sum, Unsafe.Add(ref start, index));

    /// <summary>The row of C that begins at <paramref name="index"/>.</summary>
    public ReadOnlySpan<T> Row(nint index, int length) => DenseRow<T>.Span(ref start, index, length);
}
