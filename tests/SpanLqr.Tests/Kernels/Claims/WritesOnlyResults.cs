using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Canaries around every operand, and the inputs themselves, stay as they were.</summary>
internal sealed class WritesOnlyResults : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape))
        {
            report.Judge(shape, kernel, Outcome.Of(shape, kernel, CallData.Create<T>(kernel.Operands, seed: 1)).Damage);
        }
    }
}
