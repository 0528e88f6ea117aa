using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Products of two matrices.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public void MultiplyAA(ref double a, ref double a2, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(n, n, n), ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAB(ref double a, ref double b, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(n, n, m), ref a, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyBK(ref double b, ref double k, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(n, m, n), ref b, ref k, ref destination);

    /// <inheritdoc/>
    public void MultiplyKA(ref double k, ref double a, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(m, n, n), ref k, ref a, ref destination);

    /// <inheritdoc/>
    public void MultiplyKB(ref double k, ref double b, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(m, n, m), ref k, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyRK(ref double r, ref double k, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(m, m, n), ref r, ref k, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtA(ref double a, ref double a2, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(n, n, n), ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtB(ref double a, ref double b, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(n, n, m), ref a, ref b, ref destination);

    /// <inheritdoc/>
    public void MultiplyBtA(ref double b, ref double a, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(m, n, n), ref b, ref a, ref destination);

    /// <inheritdoc/>
    public void MultiplyBtB(ref double b, ref double b2, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(m, n, m), ref b, ref b2, ref destination);

    /// <inheritdoc/>
    public void MultiplyKtK(ref double k, ref double k2, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(n, m, n), ref k, ref k2, ref destination);

    /// <inheritdoc/>
    public void MultiplyAAt(ref double a, ref double a2, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.RightTransposed(n, n, n), ref a, ref a2, ref destination);

    /// <inheritdoc/>
    public void MultiplyBBt(ref double b, ref double b2, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.RightTransposed(n, m, n), ref b, ref b2, ref destination);
}
