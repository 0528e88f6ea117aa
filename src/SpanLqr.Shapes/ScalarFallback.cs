using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

/// <summary>
/// The loops that generated kernels share: what a vector width does not serve, and what is a loop at every size.
/// Called by generated code, which passes its sizes as constants.
/// </summary>
/// <remarks>
/// Unchecked, and bound to the arithmetic contract of <see cref="ILqrShape{T}"/>: every method gives the same bits as the vector
/// code it stands in for.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ScalarFallback
{
    /// <summary>D ← Σ_k l_ik·r_kj, or fma(α, Σ, C) where <paramref name="accumulate"/> is set.</summary>
    /// <param name="rows">Rows of D.</param>
    /// <param name="inner">Terms of a sum.</param>
    /// <param name="cols">Columns of D.</param>
    /// <param name="left">L.</param>
    /// <param name="leftRow">The distance between rows of L.</param>
    /// <param name="leftInner">The distance between the entries of a row of L.</param>
    /// <param name="right">R.</param>
    /// <param name="rightInner">The distance between the entries of a column of R.</param>
    /// <param name="rightCol">The distance between columns of R.</param>
    /// <param name="lowerOnly">Whether only j ≤ i is wanted.</param>
    /// <param name="accumulate">Whether C takes part.</param>
    /// <param name="alpha">α.</param>
    /// <param name="addend">C.</param>
    /// <param name="destination">D; may be C.</param>
    public static void Multiply<T>(
        int rows,
        int inner,
        int cols,
        ref T left,
        int leftRow,
        int leftInner,
        ref T right,
        int rightInner,
        int rightCol,
        bool lowerOnly,
        bool accumulate,
        T alpha,
        ref T addend,
        ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < (lowerOnly ? i + 1 : cols); j++)
            {
                ref T l = ref Unsafe.Add(ref left, i * leftRow);
                ref T r = ref Unsafe.Add(ref right, j * rightCol);
                T sum = l * r;
                for (int k = 1; k < inner; k++)
                {
                    l = ref Unsafe.Add(ref l, leftInner);
                    r = ref Unsafe.Add(ref r, rightInner);
                    sum = T.FusedMultiplyAdd(l, r, sum);
                }

                int entry = (i * cols) + j;
                Unsafe.Add(ref destination, entry) = accumulate ? T.FusedMultiplyAdd(alpha, sum, Unsafe.Add(ref addend, entry)) : sum;
            }
        }
    }

    /// <summary>x'·A·x: rows of A·x one by one, then the sum along x.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="vector">x.</param>
    /// <returns>The form's value.</returns>
    public static T QuadraticForm<T>(int dimension, ref T matrix, ref T vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseVector<T>.QuadraticForm(dimension, ref matrix, ref vector);

    /// <summary>Copies the lower triangle to the upper one.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">The matrix.</param>
    public static void MirrorLower<T>(int dimension, ref T matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DenseSymmetric<T>.MirrorLower(dimension, ref matrix);

    /// <summary>X ← (X + X')/2; the diagonal stays.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">X.</param>
    public static void Symmetrize<T>(int dimension, ref T matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T half = T.One / (T.One + T.One);
        for (int i = 1; i < dimension; i++)
        {
            for (int j = 0; j < i; j++)
            {
                T mean = half * (At(ref matrix, dimension, i, j) + At(ref matrix, dimension, j, i));
                At(ref matrix, dimension, i, j) = mean;
                At(ref matrix, dimension, j, i) = mean;
            }
        }
    }

    /// <summary>D ← X'.</summary>
    /// <param name="rows">Rows of X.</param>
    /// <param name="cols">Columns of X.</param>
    /// <param name="matrix">X.</param>
    /// <param name="destination">D.</param>
    public static void Transpose<T>(int rows, int cols, ref T matrix, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int j = 0; j < cols; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                At(ref destination, rows, j, i) = At(ref matrix, cols, i, j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(ref T matrix, int cols, int row, int col)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ref Unsafe.Add(ref matrix, (row * cols) + col);
}
