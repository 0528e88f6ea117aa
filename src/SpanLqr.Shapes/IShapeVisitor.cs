namespace SpanLqr.Shapes;

/// <summary>Work that is written once for any shape, for <see cref="ShapeDispatch"/> to run with the one that fits.</summary>
/// <typeparam name="TResult">What the work returns.</typeparam>
public interface IShapeVisitor<out TResult>
{
    /// <summary>Does the work.</summary>
    /// <typeparam name="TShape">The shape that was picked.</typeparam>
    /// <param name="shape">The shape.</param>
    /// <returns>The result.</returns>
    TResult Visit<TShape>(TShape shape)
        where TShape : struct, ILqrShape;
}
