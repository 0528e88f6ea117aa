using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>The diagonal entry where it stands, unless elimination has cancelled most of it.</summary>
/// <param name="first">The diagonal before elimination.</param>
internal readonly ref struct DiagonalPivot<T>(ref T first) : IPivotRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T first = ref first;

    /// <inheritdoc/>
    public bool TryPlace(int n, int k, ref T matrix) =>
        !ScalarFallback.Cancels(Unsafe.Add(ref matrix, (nint)k * (n + 1)), Unsafe.Add(ref first, k));
}
