using System.ComponentModel;
using System.Numerics;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

/// <summary>
/// What generated kernels leave to the dense kernels of any size: the processors that no vector width of theirs serves, and what is not
/// unrolled at any size.
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
        var layout = new ProductLayout(rows, inner, cols)
        {
            LeftRow = leftRow,
            LeftDepth = leftInner,
            RightDepth = rightInner,
            RightColumn = rightCol,
            LowerOnly = lowerOnly,
        };
        DenseProduct<T>.Multiply(layout, ref left, ref right, accumulate ? new Addend<T>(alpha, ref addend) : Addend<T>.None, ref destination);
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
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DenseSymmetric<T>.Symmetrize(dimension, ref matrix);

    /// <summary>D ← X'.</summary>
    /// <param name="rows">Rows of X.</param>
    /// <param name="cols">Columns of X.</param>
    /// <param name="matrix">X.</param>
    /// <param name="destination">D.</param>
    public static void Transpose<T>(int rows, int cols, ref T matrix, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DenseSymmetric<T>.Transpose(rows, cols, ref matrix, ref destination);
}
