using System;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>No call allocates a byte on the managed heap.</summary>
internal sealed class AllocatesNothing : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (KernelCase<TShape, T> kernel in KernelTable<TShape, T>.For(shape))
        {
            var slots = new Slots<T>(kernel.Operands);
            slots.Load(CallData.Create<T>(kernel.Operands, seed: 4));
            kernel.Call(shape, slots);
            long before = GC.GetAllocatedBytesForCurrentThread();
            kernel.Call(shape, slots);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            report.Judge(shape, kernel, allocated == 0 ? null : $"{allocated} bytes");
        }
    }
}
