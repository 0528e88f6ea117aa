using System;
using SpanLqr.Compare.Ours;
using SpanLqr.Shapes;

namespace SpanLqr.Compare;

/// <summary>From a size to our code for it.</summary>
internal static class Sizes
{
    /// <summary>What stands before the name of work on matrices whose size is known at run time only.</summary>
    public const string AnySize = "any-";

    /// <summary>The systems of the Riccati, DARE and control tables.</summary>
    public static ReadOnlySpan<(int N, int M)> Systems => new[] { (2, 1), (4, 1), (4, 2), (6, 3), (8, 4), (12, 4), (12, 6) };

    /// <summary>Systems whose size no shape is declared for: it is known at run time.</summary>
    public static ReadOnlySpan<(int N, int M)> RunTime => new[] { (9, 3), (16, 4), (24, 6), (32, 8), (48, 8), (64, 8), (100, 10), (200, 20) };

    /// <summary>The declared shape with n states and m inputs, or the dynamic one.</summary>
    public static IWorker Worker(int n, int m) => (n, m) switch
    {
        (1, 1) => new Worker<Shape1x1>(default),
        (2, 1) => new Worker<Shape2x1>(default),
        (3, 1) => new Worker<Shape3x1>(default),
        (4, 1) => new Worker<Shape4x1>(default),
        (4, 2) => new Worker<Shape4x2>(default),
        (5, 2) => new Worker<Shape5x2>(default),
        (6, 3) => new Worker<Shape6x3>(default),
        (7, 1) => new Worker<Shape7x1>(default),
        (8, 4) => new Worker<Shape8x4>(default),
        (9, 1) => new Worker<Shape9x1>(default),
        (10, 1) => new Worker<Shape10x1>(default),
        (11, 1) => new Worker<Shape11x1>(default),
        (12, 4) => new Worker<Shape12x4>(default),
        (12, 6) => new Worker<Shape12x6>(default),
        (13, 1) => new Worker<Shape13x1>(default),
        (14, 1) => new Worker<Shape14x1>(default),
        (15, 1) => new Worker<Shape15x1>(default),
        (16, 1) => new Worker<Shape16x1>(default),
        _ => new Worker<DynamicShape>(new DynamicShape(n, m)),
    };

    /// <summary>The inputs of the shape that does the n×n work of this size.</summary>
    public static int InputsFor(int n) => n switch { 5 => 2, 6 => 3, 8 => 4, 12 => 4, _ => 1 };
}
