using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Products of two matrices.
public readonly partial struct DynamicShape<T>
{
    /// <inheritdoc/>
    public void MultiplyAA(ref T a, ref T a2, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(n, n, n), ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAB(ref T a, ref T b, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(n, n, m), ref a, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyBK(ref T b, ref T k, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(n, m, n), ref b, ref k, ref destination);

    /// <inheritdoc/>
    public void MultiplyKA(ref T k, ref T a, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(m, n, n), ref k, ref a, ref destination);

    /// <inheritdoc/>
    public void MultiplyKB(ref T k, ref T b, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(m, n, m), ref k, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyRK(ref T r, ref T k, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.Plain(m, m, n), ref r, ref k, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtA(ref T a, ref T a2, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(n, n, n), ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtB(ref T a, ref T b, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(n, n, m), ref a, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyBtA(ref T b, ref T a, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(m, n, n), ref b, ref a, ref destination);

    /// <inheritdoc/>
    public void MultiplyBtB(ref T b, ref T b2, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(m, n, m), ref b, ref b2, ref destination);

    /// <inheritdoc/>
    public void MultiplyKtK(ref T k, ref T k2, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(n, m, n), ref k, ref k2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAAt(ref T a, ref T a2, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.RightTransposed(n, n, n), ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyBBt(ref T b, ref T b2, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.RightTransposed(n, m, n), ref b, ref b2, ref destination);
}
