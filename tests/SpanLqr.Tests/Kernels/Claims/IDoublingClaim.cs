using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Something that every shape in double precision must do, the steps of doubling included; failures go to the report.</summary>
internal interface IDoublingClaim
{
    void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape;
}
