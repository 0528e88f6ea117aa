using System;
using SpanLqr.Compare.Ours;

namespace SpanLqr.Compare;

/// <summary>From a size to our code for it.</summary>
internal static class Sizes
{
    /// <summary>The systems of the Riccati, DARE and control tables.</summary>
    public static ReadOnlySpan<(int N, int M)> Systems => new[] { (2, 1), (4, 1), (4, 2), (6, 3), (8, 4), (12, 4), (12, 6) };

    /// <summary>The declared shape with n states and m inputs.</summary>
    public static IWorker Worker(int n, int m) => (n, m) switch
    {
        (1, 1) => new Worker<Shape1x1>(),
        (2, 1) => new Worker<Shape2x1>(),
        (3, 1) => new Worker<Shape3x1>(),
        (4, 1) => new Worker<Shape4x1>(),
        (4, 2) => new Worker<Shape4x2>(),
        (5, 2) => new Worker<Shape5x2>(),
        (6, 3) => new Worker<Shape6x3>(),
        (7, 1) => new Worker<Shape7x1>(),
        (8, 4) => new Worker<Shape8x4>(),
        (9, 1) => new Worker<Shape9x1>(),
        (10, 1) => new Worker<Shape10x1>(),
        (11, 1) => new Worker<Shape11x1>(),
        (12, 4) => new Worker<Shape12x4>(),
        (12, 6) => new Worker<Shape12x6>(),
        (13, 1) => new Worker<Shape13x1>(),
        (14, 1) => new Worker<Shape14x1>(),
        (15, 1) => new Worker<Shape15x1>(),
        (16, 1) => new Worker<Shape16x1>(),
        _ => throw new ArgumentOutOfRangeException(nameof(n), $"No shape {n}×{m} is declared in Shapes.cs."),
    };

    /// <summary>The inputs of the shape that does the n×n work of this size.</summary>
    public static int InputsFor(int n) => n switch { 5 => 2, 6 => 3, 8 => 4, 12 => 4, _ => 1 };
}
