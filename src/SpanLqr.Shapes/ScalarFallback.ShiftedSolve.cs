using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

public static partial class ScalarFallback
{
    // A pivot may lose all but this share of its entry, ten bits, in elimination without row exchanges.
    private const double CancellationLimit = 1.0 / 1024;

    /// <summary>Whether a pivot has lost too much of the entry that it started as, or is no number.</summary>
    /// <param name="pivot">The pivot.</param>
    /// <param name="first">The diagonal entry before elimination.</param>
    /// <returns>True where the elimination must not go on.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Cancels<T>(T pivot, T first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        !(T.Abs(pivot) > T.CreateTruncating(CancellationLimit) * T.Abs(first) && T.IsFinite(pivot));

    /// <summary>V = (I + W)⁻¹·A and Y = (I + W)⁻¹·G by elimination without row exchanges.</summary>
    /// <param name="dimension">n.</param>
    /// <param name="w">W, overwritten.</param>
    /// <param name="a">A.</param>
    /// <param name="g">G.</param>
    /// <param name="scratch">n entries.</param>
    /// <param name="v">V.</param>
    /// <param name="y">Y.</param>
    /// <returns>False where a pivot cancels.</returns>
    public static bool ShiftedSolve<T>(int dimension, ref T w, ref T a, ref T g, ref T scratch, ref T v, ref T y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseShiftedSolve<T>.Run(dimension, ref w, ref a, ref g, ref scratch, ref v, ref y);
}
