using System.ComponentModel;
using System.Runtime.CompilerServices;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

/// <summary>
/// The loops that generated kernels share: what a vector width does not serve, and what is a loop at every size.
/// Called by generated code, which passes its sizes as constants.
/// </summary>
/// <remarks>
/// Unchecked, and bound to the arithmetic contract of <see cref="ILqrShape"/>: every method gives the same bits as the vector
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
    public static void Multiply(
        int rows,
        int inner,
        int cols,
        ref double left,
        int leftRow,
        int leftInner,
        ref double right,
        int rightInner,
        int rightCol,
        bool lowerOnly,
        bool accumulate,
        double alpha,
        ref double addend,
        ref double destination)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < (lowerOnly ? i + 1 : cols); j++)
            {
                ref double l = ref Unsafe.Add(ref left, i * leftRow);
                ref double r = ref Unsafe.Add(ref right, j * rightCol);
                double sum = l * r;
                for (int k = 1; k < inner; k++)
                {
                    l = ref Unsafe.Add(ref l, leftInner);
                    r = ref Unsafe.Add(ref r, rightInner);
                    sum = double.FusedMultiplyAdd(l, r, sum);
                }

                int entry = (i * cols) + j;
                Unsafe.Add(ref destination, entry) = accumulate ? double.FusedMultiplyAdd(alpha, sum, Unsafe.Add(ref addend, entry)) : sum;
            }
        }
    }

    /// <summary>x'·A·x: rows of A·x one by one, then the sum along x.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">A.</param>
    /// <param name="vector">x.</param>
    /// <returns>The form's value.</returns>
    public static double QuadraticForm(int dimension, ref double matrix, ref double vector) =>
        DenseVector.QuadraticForm(dimension, ref matrix, ref vector);

    /// <summary>Copies the lower triangle to the upper one.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">The matrix.</param>
    public static void MirrorLower(int dimension, ref double matrix) => DenseSymmetric.MirrorLower(dimension, ref matrix);

    /// <summary>X ← (X + X')/2; the diagonal stays.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="matrix">X.</param>
    public static void Symmetrize(int dimension, ref double matrix)
    {
        for (int i = 1; i < dimension; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double mean = 0.5 * (At(ref matrix, dimension, i, j) + At(ref matrix, dimension, j, i));
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
    public static void Transpose(int rows, int cols, ref double matrix, ref double destination)
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
    private static ref double At(ref double matrix, int cols, int row, int col) => ref Unsafe.Add(ref matrix, (row * cols) + col);
}
