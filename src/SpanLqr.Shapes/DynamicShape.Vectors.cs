using System;
using System.Numerics.Tensors;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Matrix–vector products, steps and quadratic forms.
public readonly partial struct DynamicShape<T>
{
    /// <inheritdoc/>
    public void MultiplyAx(ref T a, ref T x, ref T destination) =>
        DenseVector<T>.Multiply(n, n, ref a, ref x, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtx(ref T a, ref T x, ref T destination) =>
        DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(n, n, 1), ref a, ref x, ref destination);

    /// <inheritdoc/>
    public void MultiplyBu(ref T b, ref T u, ref T destination) =>
        DenseVector<T>.Multiply(n, m, ref b, ref u, ref destination);

    /// <inheritdoc/>
    public void MultiplyKx(ref T k, ref T x, ref T destination) =>
        DenseVector<T>.Multiply(m, n, ref k, ref x, ref destination);

    /// <inheritdoc/>
    public void Feedback(ref T k, ref T x, ref T destination)
    {
        MultiplyKx(ref k, ref x, ref destination);
        Span<T> input = DenseRow<T>.Span(ref destination, 0, m);
        TensorPrimitives.Negate(input, input);
    }

    /// <inheritdoc/>
    public void FeedbackOffset(ref T k, ref T x, ref T offset, ref T destination)
    {
        Feedback(ref k, ref x, ref destination);
        Span<T> input = DenseRow<T>.Span(ref destination, 0, m);
        TensorPrimitives.Subtract(input, DenseRow<T>.Span(ref offset, 0, m), input);
    }

    /// <inheritdoc/>
    public void Advance(ref T a, ref T b, ref T x, ref T u, ref T destination) =>
        DenseVector<T>.Advance(n, m, ref a, ref b, ref x, ref u, ref destination);

    /// <inheritdoc/>
    public T QuadraticFormA(ref T a, ref T x) => DenseVector<T>.QuadraticForm(n, ref a, ref x);

    /// <inheritdoc/>
    public T QuadraticFormR(ref T r, ref T u) => DenseVector<T>.QuadraticForm(m, ref r, ref u);
}
