using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Products added to a matrix.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public void MultiplyAddAA(ref double a, ref double a2, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(n, n, n), ref a, ref a2, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAB(ref double a, ref double b, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(n, n, m), ref a, ref b, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBK(ref double b, ref double k, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(n, m, n), ref b, ref k, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKA(ref double k, ref double a, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(m, n, n), ref k, ref a, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKB(ref double k, ref double b, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(m, n, m), ref k, ref b, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddRK(ref double r, ref double k, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.Plain(m, m, n), ref r, ref k, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAtA(ref double a, ref double a2, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(n, n, n), ref a, ref a2, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAtB(ref double a, ref double b, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(n, n, m), ref a, ref b, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBtA(ref double b, ref double a, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(m, n, n), ref b, ref a, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBtB(ref double b, ref double b2, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(m, n, m), ref b, ref b2, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddKtK(ref double k, ref double k2, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(n, m, n), ref k, ref k2, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddAAt(ref double a, ref double a2, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.RightTransposed(n, n, n), ref a, ref a2, new Addend(alpha, ref addend), ref destination);

    /// <inheritdoc/>
    public void MultiplyAddBBt(ref double b, ref double b2, double alpha, ref double addend, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.RightTransposed(n, m, n), ref b, ref b2, new Addend(alpha, ref addend), ref destination);
}
