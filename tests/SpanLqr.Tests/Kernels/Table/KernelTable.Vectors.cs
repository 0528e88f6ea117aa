using System.Numerics;
using SpanLqr.Shapes;
using Naive = SpanLqr.Reference.Kernels;

namespace SpanLqr.Tests.KernelFacts;

// Matrix–vector products, the control and plant steps, quadratic forms.
internal static partial class KernelTable<TShape, T>
{
    private static KernelCase<TShape, T>[] Vectors(Size size) =>
    [
        Product(size, nameof(Kernels.MultiplyAx), size.A, size.X, size.X, Kernels.MultiplyAx, Plain),
        Product(size, nameof(Kernels.MultiplyAtx), size.A, size.X, size.X, Kernels.MultiplyAtx, LeftTransposed),
        Product(size, nameof(Kernels.MultiplyBu), size.B, size.U, size.X, Kernels.MultiplyBu, Plain),
        Product(size, nameof(Kernels.MultiplyKx), size.K, size.X, size.U, Kernels.MultiplyKx, Plain),
        Product(size, nameof(Kernels.Feedback), size.K, size.X, size.U, Kernels.Feedback, Naive.feedback)
            with { Bound = Bounds<T>.Sums(data => [Plain(data[0], data[1])], size.N, size.M) },
        Sum(
            size,
            nameof(Kernels.FeedbackOffset),
            [In(size.K), In(size.X), In(size.U), Out(size.U)],
            (shape, slots) =>
            {
                Kernels.FeedbackOffset(shape, slots[0], slots[1], slots[2], slots[3]);
                return 1;
            },
            data => [Naive.feedbackOffset(data[0], data[1], data[2])])
            with { Bound = Bounds<T>.Sums(data => [Naive.addScaled(data[2], 1, Plain(data[0], data[1]))], size.N, size.M) },
        Sum(
            size,
            nameof(Kernels.Advance),
            [In(size.A), In(size.B), In(size.X), In(size.U), Out(size.X)],
            (shape, slots) =>
            {
                Kernels.Advance(shape, slots[0], slots[1], slots[2], slots[3], slots[4]);
                return 1;
            },
            data => [Naive.advance(data[0], data[1], data[2], data[3])]),
        Sum(
            size,
            nameof(Kernels.QuadraticFormA),
            [In(size.A), In(size.X)],
            (shape, slots) => double.CreateTruncating(Kernels.QuadraticFormA(shape, slots[0], slots[1])),
            data => [Naive.quadraticForm(data[0], data[1])])
            with { ReturnsValue = true },
        Sum(
            size,
            nameof(Kernels.QuadraticFormR),
            [In(size.R), In(size.U)],
            (shape, slots) => double.CreateTruncating(Kernels.QuadraticFormR(shape, slots[0], slots[1])),
            data => [Naive.quadraticForm(data[0], data[1])])
            with { ReturnsValue = true },
    ];
}
