using System.Numerics;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

public static partial class ScalarFallback
{
    /// <summary>L·L' = A from the lower triangle; zeros above.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="destination">L; may be A.</param>
    /// <returns>False where a pivot, or its reciprocal, is not a positive number.</returns>
    public static bool CholeskyFactor<T>(int dimension, ref T matrix, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseFactor<T>.Cholesky(dimension, ref matrix, ref destination);

    /// <summary>L·D·L' = A from the lower triangle: unit L below, D on the diagonal, zeros above.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="destination">L and D; may be A.</param>
    /// <returns>False where a pivot, or its reciprocal, is not finite.</returns>
    public static bool LdlFactor<T>(int dimension, ref T matrix, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseFactor<T>.Ldl(dimension, ref matrix, ref destination);

    /// <summary>P·A = L·U, the largest entry of a column as its pivot, the first of equals.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="destination">L and U; may be A.</param>
    /// <param name="pivots">pivots[k] is the row exchanged with row k.</param>
    /// <returns>False where a pivot, or its reciprocal, is not finite.</returns>
    public static bool LuFactor<T>(int dimension, ref T matrix, ref T destination, ref int pivots)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseFactor<T>.Lu(dimension, ref matrix, ref destination, ref pivots);
}
