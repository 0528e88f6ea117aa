using System.Numerics;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

public static partial class ScalarFallback
{
    /// <summary>destination ← P·rhs, the exchanges of an LU factorisation in their order.</summary>
    /// <param name="dimension">Rows of the right side.</param>
    /// <param name="cols">Columns of the right side.</param>
    /// <param name="pivots">pivots[k] is the row exchanged with row k.</param>
    /// <param name="rhs">The right side.</param>
    /// <param name="destination">The result; may be the right side.</param>
    public static void ExchangeRows<T>(int dimension, int cols, ref int pivots, ref T rhs, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseSolve<T>.ExchangeRows(dimension, cols, ref pivots, ref rhs, ref destination);

    /// <summary>Solves L·L'·X = rhs.</summary>
    /// <param name="dimension">The dimension of L.</param>
    /// <param name="cols">Columns of the right side.</param>
    /// <param name="factor">L.</param>
    /// <param name="rhs">The right side.</param>
    /// <param name="destination">X; may be the right side.</param>
    public static void CholeskySolve<T>(int dimension, int cols, ref T factor, ref T rhs, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseSolve<T>.Cholesky(dimension, cols, ref factor, ref rhs, ref destination);

    /// <summary>Solves L·D·L'·X = rhs.</summary>
    /// <param name="dimension">The dimension of L.</param>
    /// <param name="cols">Columns of the right side.</param>
    /// <param name="factor">Unit L below, D on the diagonal.</param>
    /// <param name="rhs">The right side.</param>
    /// <param name="destination">X; may be the right side.</param>
    public static void LdlSolve<T>(int dimension, int cols, ref T factor, ref T rhs, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseSolve<T>.Ldl(dimension, cols, ref factor, ref rhs, ref destination);

    /// <summary>Solves L·U·X = rhs, rows already exchanged.</summary>
    /// <param name="dimension">The dimension of L.</param>
    /// <param name="cols">Columns of the right side.</param>
    /// <param name="factor">Unit L below, U on and above the diagonal.</param>
    /// <param name="rhs">The right side.</param>
    /// <param name="destination">X; may be the right side.</param>
    public static void LuSolve<T>(int dimension, int cols, ref T factor, ref T rhs, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseSolve<T>.Lu(dimension, cols, ref factor, ref rhs, ref destination);

    /// <summary>The middle of a Riccati step: H ← L⁻¹·H, Y = D⁻¹·H, K = L⁻ᵀ·Y.</summary>
    /// <param name="states">n, columns of H.</param>
    /// <param name="inputs">m, rows of H.</param>
    /// <param name="factor">Unit L below, D on the diagonal (m×m).</param>
    /// <param name="h">H, in and out.</param>
    /// <param name="y">Y.</param>
    /// <param name="gain">K.</param>
    public static void RiccatiGain<T>(int states, int inputs, ref T factor, ref T h, ref T y, ref T gain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseSolve<T>.RiccatiGain(states, inputs, ref factor, ref h, ref y, ref gain);
}
