using System.Numerics;
using SpanLqr.Shapes;
using LqrData = SpanLqr.Reference.Lqr.Problem;
using Matrix = SpanLqr.Reference.Matrix;
using NaiveLqr = SpanLqr.Reference.Lqr;

namespace SpanLqr.Tests.KernelFacts;

// The Riccati stage.
internal static partial class KernelTable<TShape, T>
{
    private static KernelCase<TShape, T> RiccatiStep(Size size, int workspaceLength, bool withCross) =>
        new(
            nameof(Kernels.RiccatiStep),
            [
                In(size.A),
                In(size.B),
                In(size.A, Role.PositiveDefinite),
                In(size.R, Role.PositiveDefinite),
                In(withCross ? size.B : (0, 0), Role.OptionalInput),
                In(size.A, Role.PositiveDefinite),
                Out(size.K),
                Out(size.A, mayBe: 5),
                In((1, workspaceLength), Role.LongWorkspace),
            ],
            (shape, slots) => Kernels.RiccatiStep(
                shape,
                slots[0],
                slots[1],
                slots[2],
                slots[3],
                slots[4],
                slots[5],
                slots[6],
                slots[7],
                slots[8])
                ? 1
                : 0,
            data => [NaiveLqr.gain(Problem(data), data[5]), NaiveLqr.riccatiStep(Problem(data), data[5])],
            (data, expected) => Bounds<T>.RiccatiStep(Problem(data), data[5], expected[0]))
        {
            IsSumOfProducts = false,
            ReturnsStatus = true,
            IsBitExact = false,
        };

    private static LqrData Problem(CallData data)
    {
        int n = Matrix.rows(data[0]);
        double[,] cross = data[4].Length == 0 ? Matrix.zeros(n, Matrix.columns(data[1])) : data[4];
        return new LqrData(data[0], data[1], data[2], data[3], cross, Matrix.identity(n));
    }
}
