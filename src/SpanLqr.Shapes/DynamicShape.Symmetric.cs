using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Congruences and the symmetric rank update.
public readonly partial struct DynamicShape<T>
{
    /// <inheritdoc/>
    public void CongruenceA(ref T a, ref T p, ref T workspace, ref T destination)
    {
        MultiplyAA(ref p, ref a, ref workspace);
        LowerThenMirror(ProductLayout.LeftTransposed(n, n, n), ref a, ref workspace, Addend<T>.None, ref destination);
    }

    /// <inheritdoc/>
    public void CongruenceB(ref T b, ref T p, ref T workspace, ref T destination)
    {
        MultiplyAB(ref p, ref b, ref workspace);
        LowerThenMirror(ProductLayout.LeftTransposed(m, n, m), ref b, ref workspace, Addend<T>.None, ref destination);
    }

    /// <inheritdoc/>
    public void CongruenceK(ref T k, ref T r, ref T workspace, ref T destination)
    {
        MultiplyRK(ref r, ref k, ref workspace);
        LowerThenMirror(ProductLayout.LeftTransposed(n, m, n), ref k, ref workspace, Addend<T>.None, ref destination);
    }

    /// <inheritdoc/>
    public void SymmetricRankUpdate(ref T b, T alpha, ref T addend, ref T destination) =>
        LowerThenMirror(ProductLayout.RightTransposed(n, m, n), ref b, ref b, new Addend<T>(alpha, ref addend), ref destination);

    private static void LowerThenMirror(ProductLayout layout, ref T left, ref T right, Addend<T> addend, ref T destination)
    {
        DenseProduct<T>.Multiply(layout.Lower(), ref left, ref right, addend, ref destination);
        DenseSymmetric<T>.MirrorLower(layout.Rows, ref destination);
    }
}
