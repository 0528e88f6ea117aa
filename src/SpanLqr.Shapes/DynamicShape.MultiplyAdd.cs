using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Products added to a matrix.
public readonly partial struct DynamicShape<T>
{
    /// <inheritdoc/>
    public void MultiplyAddAA(ref T a, ref T a2, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(n, n, n), ref a, ref a2, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAB(ref T a, ref T b, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(n, n, m), ref a, ref b, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBK(ref T b, ref T k, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(n, m, n), ref b, ref k, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKA(ref T k, ref T a, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(m, n, n), ref k, ref a, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKB(ref T k, ref T b, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(m, n, m), ref k, ref b, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddRK(ref T r, ref T k, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(m, m, n), ref r, ref k, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAtA(ref T a, ref T a2, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(n, n, n), ref a, ref a2, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAtB(ref T a, ref T b, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(n, n, m), ref a, ref b, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBtA(ref T b, ref T a, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(m, n, n), ref b, ref a, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBtB(ref T b, ref T b2, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(m, n, m), ref b, ref b2, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKtK(ref T k, ref T k2, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(n, m, n), ref k, ref k2, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAAt(ref T a, ref T a2, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.RightTransposed(n, n, n), ref a, ref a2, new Addend<T>(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBBt(ref T b, ref T b2, T alpha, ref T addend, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.RightTransposed(n, m, n), ref b, ref b2, new Addend<T>(alpha, ref addend), ref destination);
}
