using System;

namespace SpanLqr.Shapes;

/// <summary>From sizes known at run time to a shape: the one dispatch at the border, after which nothing asks again.</summary>
public static class ShapeDispatch
{
    /// <summary>Whether there is a built-in generated shape of n states and m inputs.</summary>
    /// <param name="stateDim">n.</param>
    /// <param name="inputDim">m.</param>
    /// <returns>False where <see cref="Run"/> would take the dynamic shape.</returns>
    public static bool HasBuiltIn(int stateDim, int inputDim) =>
        (stateDim is >= 1 and <= 8 && inputDim is >= 1 and <= 4) || (stateDim == 12 && (inputDim is 4 or 6));

    /// <summary>Runs the visitor with the built-in shape of this size if there is one, with a <see cref="DynamicShape"/> otherwise.</summary>
    /// <typeparam name="TVisitor">The visitor; a ref struct may carry spans.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="stateDim">n, at least 1.</param>
    /// <param name="inputDim">m, at least 1.</param>
    /// <param name="visitor">The work to do.</param>
    /// <returns>What the visitor returned.</returns>
    /// <exception cref="ArgumentException">A dimension is below 1 or too large for spans, see <see cref="DynamicShape(int, int)"/>.</exception>
    public static TResult Run<TVisitor, TResult>(int stateDim, int inputDim, ref TVisitor visitor)
        where TVisitor : struct, IShapeVisitor<TResult>, allows ref struct =>
        (stateDim, inputDim) switch
        {
            (1, 1) => visitor.Visit(default(Shape1x1)),
            (1, 2) => visitor.Visit(default(Shape1x2)),
            (1, 3) => visitor.Visit(default(Shape1x3)),
            (1, 4) => visitor.Visit(default(Shape1x4)),
            (2, 1) => visitor.Visit(default(Shape2x1)),
            (2, 2) => visitor.Visit(default(Shape2x2)),
            (2, 3) => visitor.Visit(default(Shape2x3)),
            (2, 4) => visitor.Visit(default(Shape2x4)),
            (3, 1) => visitor.Visit(default(Shape3x1)),
            (3, 2) => visitor.Visit(default(Shape3x2)),
            (3, 3) => visitor.Visit(default(Shape3x3)),
            (3, 4) => visitor.Visit(default(Shape3x4)),
            (4, 1) => visitor.Visit(default(Shape4x1)),
            (4, 2) => visitor.Visit(default(Shape4x2)),
            (4, 3) => visitor.Visit(default(Shape4x3)),
            (4, 4) => visitor.Visit(default(Shape4x4)),
            (5, 1) => visitor.Visit(default(Shape5x1)),
            (5, 2) => visitor.Visit(default(Shape5x2)),
            (5, 3) => visitor.Visit(default(Shape5x3)),
            (5, 4) => visitor.Visit(default(Shape5x4)),
            (6, 1) => visitor.Visit(default(Shape6x1)),
            (6, 2) => visitor.Visit(default(Shape6x2)),
            (6, 3) => visitor.Visit(default(Shape6x3)),
            (6, 4) => visitor.Visit(default(Shape6x4)),
            (7, 1) => visitor.Visit(default(Shape7x1)),
            (7, 2) => visitor.Visit(default(Shape7x2)),
            (7, 3) => visitor.Visit(default(Shape7x3)),
            (7, 4) => visitor.Visit(default(Shape7x4)),
            (8, 1) => visitor.Visit(default(Shape8x1)),
            (8, 2) => visitor.Visit(default(Shape8x2)),
            (8, 3) => visitor.Visit(default(Shape8x3)),
            (8, 4) => visitor.Visit(default(Shape8x4)),
            (12, 4) => visitor.Visit(default(Shape12x4)),
            (12, 6) => visitor.Visit(default(Shape12x6)),
            _ => visitor.Visit(new DynamicShape(stateDim, inputDim)),
        };
}
