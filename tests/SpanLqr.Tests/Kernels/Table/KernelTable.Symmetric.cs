using System;
using System.Numerics;
using SpanLqr.Shapes;
using Matrix = SpanLqr.Reference.Matrix;
using Naive = SpanLqr.Reference.Kernels;

namespace SpanLqr.Tests.KernelFacts;

// Congruences, the symmetric rank update, symmetrising and transposing.
internal static partial class KernelTable<TShape, T>
{
    private static KernelCase<TShape, T>[] Symmetric(Size size) =>
    [
        CongruenceCase(size, nameof(Kernels.CongruenceA), size.A, size.A, size.A, Kernels.CongruenceA),
        CongruenceCase(size, nameof(Kernels.CongruenceB), size.B, size.A, size.R, Kernels.CongruenceB),
        CongruenceCase(size, nameof(Kernels.CongruenceK), size.K, size.R, size.A, Kernels.CongruenceK),
        Sum(
            size,
            nameof(Kernels.SymmetricRankUpdate),
            [In(size.B), In(size.A, Role.Symmetric), Out(size.A, mayBe: 1)],
            (shape, slots) =>
            {
                Kernels.SymmetricRankUpdate(shape, slots[0], slots.Alpha, slots[1], slots[2]);
                return 1;
            },
            data => [Naive.rankUpdate(data[0], data.Alpha, data[1])]),
        Sum(
            size,
            nameof(Kernels.SymmetrizeA),
            [In(size.A, Role.InPlace)],
            (shape, slots) =>
            {
                Kernels.SymmetrizeA(shape, slots[0]);
                return 1;
            },
            data => [Matrix.symmetrise(data[0])]),
        Sum(
            size,
            nameof(Kernels.SymmetrizeR),
            [In(size.R, Role.InPlace)],
            (shape, slots) =>
            {
                Kernels.SymmetrizeR(shape, slots[0]);
                return 1;
            },
            data => [Matrix.symmetrise(data[0])]),
        TransposeCase(nameof(Kernels.TransposeA), size.A, size.A, Kernels.TransposeA),
        TransposeCase(nameof(Kernels.TransposeB), size.B, size.K, Kernels.TransposeB),
        TransposeCase(nameof(Kernels.TransposeK), size.K, size.B, Kernels.TransposeK),
    ];

    private static KernelCase<TShape, T> CongruenceCase(
        Size size,
        string name,
        (int, int) outer,
        (int, int) inner,
        (int, int) destination,
        Congruence kernel) =>
        Sum(
            size,
            name,
            [In(outer), In(inner, Role.Symmetric), In(outer, Role.Workspace), Out(destination)],
            (shape, slots) =>
            {
                kernel(shape, slots[0], slots[1], slots[2], slots[3]);
                return 1;
            },
            data => [Plain(data[1], data[0]), Naive.mirrorLower(Naive.congruence(data[0], data[1]))]);

    private static KernelCase<TShape, T> TransposeCase(string name, (int, int) source, (int, int) destination, Unary kernel) =>
        new(
            name,
            [In(source), Out(destination)],
            (shape, slots) =>
            {
                kernel(shape, slots[0], slots[1]);
                return 1;
            },
            data => [Matrix.transpose(data[0])],
            Bounds<T>.Exact);
}
