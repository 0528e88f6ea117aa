using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>What joins a finished sum: nothing, or C + α·Σ as one fused multiply-add.</summary>
internal readonly ref struct Addend<T>(T alpha, ref T start)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Entry (0, 0) of C; a null reference where there is none.</summary>
    public readonly ref T Start = ref start;

    /// <summary>No addend: the sum itself is the result.</summary>
    public static Addend<T> None
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(T.One, ref Unsafe.NullRef<T>());
    }

    public T Alpha { get; } = alpha;
}
