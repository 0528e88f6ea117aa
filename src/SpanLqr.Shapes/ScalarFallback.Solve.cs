using System.Numerics;
using System.Runtime.CompilerServices;

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
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Copy(dimension * cols, ref rhs, ref destination);
        for (int k = 0; k < dimension; k++)
        {
            int other = Unsafe.Add(ref pivots, k);
            if (other != k)
            {
                SwapRows(cols, k, other, ref destination);
            }
        }
    }

    /// <summary>Solves L·L'·X = rhs.</summary>
    /// <param name="dimension">The dimension of L.</param>
    /// <param name="cols">Columns of the right side.</param>
    /// <param name="factor">L.</param>
    /// <param name="rhs">The right side.</param>
    /// <param name="destination">X; may be the right side.</param>
    public static void CholeskySolve<T>(int dimension, int cols, ref T factor, ref T rhs, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Copy(dimension * cols, ref rhs, ref destination);
        for (int i = 0; i < dimension; i++)
        {
            for (int k = 0; k < i; k++)
            {
                SubtractRow(cols, At(ref factor, dimension, i, k), k, i, ref destination);
            }

            ScaleRow(cols, T.One / At(ref factor, dimension, i, i), i, ref destination);
        }

        for (int i = dimension - 1; i >= 0; i--)
        {
            for (int k = dimension - 1; k > i; k--)
            {
                SubtractRow(cols, At(ref factor, dimension, k, i), k, i, ref destination);
            }

            ScaleRow(cols, T.One / At(ref factor, dimension, i, i), i, ref destination);
        }
    }

    /// <summary>Solves L·D·L'·X = rhs.</summary>
    /// <param name="dimension">The dimension of L.</param>
    /// <param name="cols">Columns of the right side.</param>
    /// <param name="factor">Unit L below, D on the diagonal.</param>
    /// <param name="rhs">The right side.</param>
    /// <param name="destination">X; may be the right side.</param>
    public static void LdlSolve<T>(int dimension, int cols, ref T factor, ref T rhs, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Copy(dimension * cols, ref rhs, ref destination);
        ForwardUnit(dimension, cols, ref factor, ref destination);
        for (int i = 0; i < dimension; i++)
        {
            ScaleRow(cols, T.One / At(ref factor, dimension, i, i), i, ref destination);
        }

        BackwardUnit(dimension, cols, ref factor, ref destination);
    }

    /// <summary>Solves L·U·X = rhs, rows already exchanged.</summary>
    /// <param name="dimension">The dimension of L.</param>
    /// <param name="cols">Columns of the right side.</param>
    /// <param name="factor">Unit L below, U on and above the diagonal.</param>
    /// <param name="rhs">The right side.</param>
    /// <param name="destination">X; may be the right side.</param>
    public static void LuSolve<T>(int dimension, int cols, ref T factor, ref T rhs, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Copy(dimension * cols, ref rhs, ref destination);
        ForwardUnit(dimension, cols, ref factor, ref destination);
        for (int i = dimension - 1; i >= 0; i--)
        {
            for (int k = dimension - 1; k > i; k--)
            {
                SubtractRow(cols, At(ref factor, dimension, i, k), k, i, ref destination);
            }

            ScaleRow(cols, T.One / At(ref factor, dimension, i, i), i, ref destination);
        }
    }

    /// <summary>The middle of a Riccati step: H ← L⁻¹·H, Y = D⁻¹·H, K = L⁻ᵀ·Y.</summary>
    /// <param name="states">n, columns of H.</param>
    /// <param name="inputs">m, rows of H.</param>
    /// <param name="factor">Unit L below, D on the diagonal (m×m).</param>
    /// <param name="h">H, in and out.</param>
    /// <param name="y">Y.</param>
    /// <param name="gain">K.</param>
    public static void RiccatiGain<T>(int states, int inputs, ref T factor, ref T h, ref T y, ref T gain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ForwardUnit(inputs, states, ref factor, ref h);
        Copy(inputs * states, ref h, ref y);
        for (int i = 0; i < inputs; i++)
        {
            ScaleRow(states, T.One / At(ref factor, inputs, i, i), i, ref y);
        }

        Copy(inputs * states, ref y, ref gain);
        BackwardUnit(inputs, states, ref factor, ref gain);
    }

    private static void ForwardUnit<T>(int dimension, int cols, ref T factor, ref T rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 1; i < dimension; i++)
        {
            for (int k = 0; k < i; k++)
            {
                SubtractRow(cols, At(ref factor, dimension, i, k), k, i, ref rows);
            }
        }
    }

    private static void BackwardUnit<T>(int dimension, int cols, ref T factor, ref T rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = dimension - 2; i >= 0; i--)
        {
            for (int k = dimension - 1; k > i; k--)
            {
                SubtractRow(cols, At(ref factor, dimension, k, i), k, i, ref rows);
            }
        }
    }
}
