using System;
using System.Numerics.Tensors;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// The control steps: a product, then its sign and an offset.
public readonly partial struct DynamicShape<T>
{
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
}
