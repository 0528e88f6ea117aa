using System;
using System.Numerics.Tensors;
using SpanLqr.Shapes.Dense;

namespace SpanLqr.Shapes;

// Matrix–vector products, steps and quadratic forms.
public readonly partial struct DynamicShape
{
    /// <inheritdoc/>
    public void MultiplyAx(ref double a, ref double x, ref double destination) =>
        DenseVector.Multiply(n, n, ref a, ref x, ref destination);

    /// <inheritdoc/>
    public void MultiplyAtx(ref double a, ref double x, ref double destination) =>
        DenseProduct.Multiply(ProductLayout.LeftTransposed(n, n, 1), ref a, ref x, ref destination);

    /// <inheritdoc/>
    public void MultiplyBu(ref double b, ref double u, ref double destination) =>
        DenseVector.Multiply(n, m, ref b, ref u, ref destination);

    /// <inheritdoc/>
    public void MultiplyKx(ref double k, ref double x, ref double destination) =>
        DenseVector.Multiply(m, n, ref k, ref x, ref destination);

    /// <inheritdoc/>
    public void Feedback(ref double k, ref double x, ref double destination)
    {
        MultiplyKx(ref k, ref x, ref destination);
        Span<double> input = DenseRow.Span(ref destination, 0, m);
        TensorPrimitives.Negate(input, input);
    }

    /// <inheritdoc/>
    public void FeedbackOffset(ref double k, ref double x, ref double offset, ref double destination)
    {
        Feedback(ref k, ref x, ref destination);
        Span<double> input = DenseRow.Span(ref destination, 0, m);
        TensorPrimitives.Subtract(input, DenseRow.Span(ref offset, 0, m), input);
    }

    /// <inheritdoc/>
    public void Advance(ref double a, ref double b, ref double x, ref double u, ref double destination) =>
        DenseVector.Advance(n, m, ref a, ref b, ref x, ref u, ref destination);

    /// <inheritdoc/>
    public double QuadraticFormA(ref double a, ref double x) => DenseVector.QuadraticForm(n, ref a, ref x);

    /// <inheritdoc/>
    public double QuadraticFormR(ref double r, ref double u) => DenseVector.QuadraticForm(m, ref r, ref u);
}
