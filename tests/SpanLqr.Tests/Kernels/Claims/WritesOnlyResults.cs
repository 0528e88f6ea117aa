using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Canaries around every operand, and the inputs themselves, stay as they were.</summary>
internal sealed class WritesOnlyResults : IShapeClaim
{
    public void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape
    {
        foreach (KernelCase<TShape> kernel in KernelTable<TShape>.For(shape))
        {
            report.Judge(shape, kernel, Outcome.Of(shape, kernel, CallData.Create(kernel.Operands, seed: 1)).Damage);
        }
    }
}
