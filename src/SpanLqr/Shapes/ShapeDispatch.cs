using System;

namespace SpanLqr.Shapes;

/// <summary>From sizes known at run time to a shape: the one dispatch at the border, after which nothing asks again.</summary>
public static class ShapeDispatch
{
    /// <summary>Runs the visitor with a <see cref="DynamicShape"/> of this size.</summary>
    /// <typeparam name="TVisitor">The visitor; a ref struct may carry spans.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="stateDim">n, at least 1.</param>
    /// <param name="inputDim">m, at least 1.</param>
    /// <param name="visitor">The work to do.</param>
    /// <returns>What the visitor returned.</returns>
    /// <exception cref="ArgumentException">A dimension is below 1 or too large for spans, see <see cref="DynamicShape(int, int)"/>.</exception>
    public static TResult Run<TVisitor, TResult>(int stateDim, int inputDim, ref TVisitor visitor)
        where TVisitor : struct, IShapeVisitor<TResult>, allows ref struct =>
        visitor.Visit(new DynamicShape(stateDim, inputDim));
}
