using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Congruences, the symmetric rank update, symmetrising and transposing.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public void CongruenceA(ref double a, ref double p, ref double workspace, ref double destination)
    {
        MultiplyAA(ref p, ref a, ref workspace);
        LowerThenMirror(ProductLayout.LeftTransposed(n, n, n), ref a, ref workspace, Addend.None, ref destination);
    }

    /// <inheritdoc/>
    public void CongruenceB(ref double b, ref double p, ref double workspace, ref double destination)
    {
        MultiplyAB(ref p, ref b, ref workspace);
        LowerThenMirror(ProductLayout.LeftTransposed(m, n, m), ref b, ref workspace, Addend.None, ref destination);
    }

    /// <inheritdoc/>
    public void CongruenceK(ref double k, ref double r, ref double workspace, ref double destination)
    {
        MultiplyRK(ref r, ref k, ref workspace);
        LowerThenMirror(ProductLayout.LeftTransposed(n, m, n), ref k, ref workspace, Addend.None, ref destination);
    }

    /// <inheritdoc/>
    public void SymmetricRankUpdate(ref double b, double alpha, ref double addend, ref double destination) =>
        LowerThenMirror(ProductLayout.RightTransposed(n, m, n), ref b, ref b, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void SymmetrizeA(ref double a) => DenseSymmetric.Symmetrize(n, ref a);

    /// <inheritdoc/>
    public void SymmetrizeR(ref double r) => DenseSymmetric.Symmetrize(m, ref r);

    /// <inheritdoc/>
    public void TransposeA(ref double a, ref double destination) => DenseSymmetric.Transpose(n, n, ref a, ref destination);

    /// <inheritdoc/>
    public void TransposeB(ref double b, ref double destination) => DenseSymmetric.Transpose(n, m, ref b, ref destination);

    /// <inheritdoc/>
    public void TransposeK(ref double k, ref double destination) => DenseSymmetric.Transpose(m, n, ref k, ref destination);

    private static void LowerThenMirror(ProductLayout layout, ref double left, ref double right, Addend addend, ref double destination)
    {
        DenseProduct.Multiply(layout.Lower(), ref left, ref right, addend, ref destination);
        DenseSymmetric.MirrorLower(layout.Rows, ref destination);
    }
}
