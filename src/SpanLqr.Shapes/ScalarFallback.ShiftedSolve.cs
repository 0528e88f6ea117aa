using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

public static partial class ScalarFallback
{
    // A pivot may lose this share of its entry in elimination without row exchanges, ten of 53 bits.
    private const double CancellationLimit = 1.0 / 1024;

    /// <summary>Whether a pivot has lost too much of the entry that it started as, or is no number.</summary>
    /// <param name="pivot">The pivot.</param>
    /// <param name="first">The diagonal entry before elimination.</param>
    /// <returns>True where the elimination must not go on.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Cancels(double pivot, double first) =>
        !(double.Abs(pivot) > CancellationLimit * double.Abs(first) && double.IsFinite(pivot));

    /// <summary>V = (I + W)⁻¹·A and Y = (I + W)⁻¹·G by elimination without row exchanges.</summary>
    /// <param name="dimension">n.</param>
    /// <param name="w">W, overwritten.</param>
    /// <param name="a">A.</param>
    /// <param name="g">G.</param>
    /// <param name="scratch">n entries.</param>
    /// <param name="v">V.</param>
    /// <param name="y">Y.</param>
    /// <returns>False where a pivot cancels.</returns>
    public static bool ShiftedSolve(int dimension, ref double w, ref double a, ref double g, ref double scratch, ref double v, ref double y) =>
        DenseShiftedSolve.Run(dimension, ref w, ref a, ref g, ref scratch, ref v, ref y);
}
