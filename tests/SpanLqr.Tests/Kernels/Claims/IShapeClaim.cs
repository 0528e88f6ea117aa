using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Something every kernel of every shape must do; failures go to the report.</summary>
internal interface IShapeClaim
{
    void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape;
}
