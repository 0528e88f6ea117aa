using System;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The same bits, and the same status, as the dynamic shape of the same size.</summary>
internal sealed class AgreesWithTwin(DataKind kind, int seeds) : IShapeClaim
{
    public void Check<TShape, T>(TShape shape, Report report)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var twinShape = new DynamicShape<T>(shape.StateDim, shape.InputDim);
        KernelCase<TShape, T>[] kernels = KernelTable<TShape, T>.For(shape);
        KernelCase<DynamicShape<T>, T>[] twins = KernelTable<DynamicShape<T>, T>.For(twinShape);
        for (int k = 0; k < kernels.Length; k++)
        {
            for (int seed = 0; seed < seeds && kernels[k].IsBitExact; seed++)
            {
                CallData data = kind.Create<T>(kernels[k].Operands, seed);
                Outcome twin = Outcome.Of(twinShape, twins[k], data);
                report.Judge(shape, kernels[k], Outcome.Of(shape, kernels[k], data).DifferenceFrom(twin, kernels[k]));
            }
        }
    }
}
