using System;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>No call allocates a byte on the managed heap.</summary>
internal sealed class AllocatesNothing : IShapeClaim
{
    public void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape
    {
        foreach (KernelCase<TShape> kernel in KernelTable<TShape>.For(shape))
        {
            var slots = new Slots(kernel.Operands);
            slots.Load(CallData.Create(kernel.Operands, seed: 4));
            kernel.Call(shape, slots);
            long before = GC.GetAllocatedBytesForCurrentThread();
            kernel.Call(shape, slots);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            report.Judge(shape, kernel, allocated == 0 ? null : $"{allocated} bytes");
        }
    }
}
