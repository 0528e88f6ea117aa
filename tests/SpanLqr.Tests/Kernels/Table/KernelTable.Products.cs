using System;
using System.Collections.Generic;
using System.Numerics;
using SpanLqr.Shapes;
using Matrix = SpanLqr.Reference.Matrix;
using Naive = SpanLqr.Reference.Kernels;

namespace SpanLqr.Tests.KernelFacts;

// Products of two matrices, alone and added to a third.
internal static partial class KernelTable<TShape, T>
{
    private static KernelCase<TShape, T>[] Products(Size size) =>
    [
        Product(size, nameof(Kernels.MultiplyAA), size.A, size.A, size.A, Kernels.MultiplyAA, Plain),
        Product(size, nameof(Kernels.MultiplyAB), size.A, size.B, size.B, Kernels.MultiplyAB, Plain),
        Product(size, nameof(Kernels.MultiplyBK), size.B, size.K, size.A, Kernels.MultiplyBK, Plain),
        Product(size, nameof(Kernels.MultiplyKA), size.K, size.A, size.K, Kernels.MultiplyKA, Plain),
        Product(size, nameof(Kernels.MultiplyKB), size.K, size.B, size.R, Kernels.MultiplyKB, Plain),
        Product(size, nameof(Kernels.MultiplyRK), size.R, size.K, size.K, Kernels.MultiplyRK, Plain),
        Product(size, nameof(Kernels.MultiplyAtA), size.A, size.A, size.A, Kernels.MultiplyAtA, LeftTransposed),
        Product(size, nameof(Kernels.MultiplyAtB), size.A, size.B, size.B, Kernels.MultiplyAtB, LeftTransposed),
        Product(size, nameof(Kernels.MultiplyBtA), size.B, size.A, size.K, Kernels.MultiplyBtA, LeftTransposed),
        Product(size, nameof(Kernels.MultiplyBtB), size.B, size.B, size.R, Kernels.MultiplyBtB, LeftTransposed),
        Product(size, nameof(Kernels.MultiplyKtK), size.K, size.K, size.A, Kernels.MultiplyKtK, LeftTransposed),
        Product(size, nameof(Kernels.MultiplyAAt), size.A, size.A, size.A, Kernels.MultiplyAAt, RightTransposed),
        Product(size, nameof(Kernels.MultiplyBBt), size.B, size.B, size.A, Kernels.MultiplyBBt, RightTransposed),
    ];

    private static KernelCase<TShape, T>[] ScaledProducts(Size size) =>
    [
        ScaledProduct(size, nameof(Kernels.MultiplyAddAA), size.A, size.A, size.A, Kernels.MultiplyAddAA, Plain),
        ScaledProduct(size, nameof(Kernels.MultiplyAddAB), size.A, size.B, size.B, Kernels.MultiplyAddAB, Plain),
        ScaledProduct(size, nameof(Kernels.MultiplyAddBK), size.B, size.K, size.A, Kernels.MultiplyAddBK, Plain),
        ScaledProduct(size, nameof(Kernels.MultiplyAddKA), size.K, size.A, size.K, Kernels.MultiplyAddKA, Plain),
        ScaledProduct(size, nameof(Kernels.MultiplyAddKB), size.K, size.B, size.R, Kernels.MultiplyAddKB, Plain),
        ScaledProduct(size, nameof(Kernels.MultiplyAddRK), size.R, size.K, size.K, Kernels.MultiplyAddRK, Plain),
        ScaledProduct(size, nameof(Kernels.MultiplyAddAtA), size.A, size.A, size.A, Kernels.MultiplyAddAtA, LeftTransposed),
        ScaledProduct(size, nameof(Kernels.MultiplyAddAtB), size.A, size.B, size.B, Kernels.MultiplyAddAtB, LeftTransposed),
        ScaledProduct(size, nameof(Kernels.MultiplyAddBtA), size.B, size.A, size.K, Kernels.MultiplyAddBtA, LeftTransposed),
        ScaledProduct(size, nameof(Kernels.MultiplyAddBtB), size.B, size.B, size.R, Kernels.MultiplyAddBtB, LeftTransposed),
        ScaledProduct(size, nameof(Kernels.MultiplyAddKtK), size.K, size.K, size.A, Kernels.MultiplyAddKtK, LeftTransposed),
        ScaledProduct(size, nameof(Kernels.MultiplyAddAAt), size.A, size.A, size.A, Kernels.MultiplyAddAAt, RightTransposed),
        ScaledProduct(size, nameof(Kernels.MultiplyAddBBt), size.B, size.B, size.A, Kernels.MultiplyAddBBt, RightTransposed),
    ];

    private static KernelCase<TShape, T> Product(
        Size size,
        string name,
        (int, int) left,
        (int, int) right,
        (int, int) destination,
        Binary kernel,
        Func<double[,], double[,], double[,]> formula) =>
        Sum(size, name, [In(left), In(right), Out(destination)], Call(kernel), data => [formula(data[0], data[1])]);

    private static KernelCase<TShape, T> ScaledProduct(
        Size size,
        string name,
        (int, int) left,
        (int, int) right,
        (int, int) destination,
        Scaled kernel,
        Func<double[,], double[,], double[,]> formula) =>
        Sum(
            size,
            name,
            [In(left), In(right), In(destination), Out(destination, mayBe: 2)],
            (shape, slots) =>
            {
                kernel(shape, slots[0], slots[1], slots.Alpha, slots[2], slots[3]);
                return 1;
            },
            data => [Naive.addScaled(data[2], data.Alpha, formula(data[0], data[1]))]);

    private static KernelCall<TShape, T> Call(Binary kernel) => (shape, slots) =>
    {
        kernel(shape, slots[0], slots[1], slots[2]);
        return 1;
    };

    private static double[,] Plain(double[,] x, double[,] y) => Matrix.multiply(x, y);

    private static double[,] LeftTransposed(double[,] x, double[,] y) => Matrix.multiply(Matrix.transpose(x), y);

    private static double[,] RightTransposed(double[,] x, double[,] y) => Matrix.multiply(x, Matrix.transpose(y));
}
