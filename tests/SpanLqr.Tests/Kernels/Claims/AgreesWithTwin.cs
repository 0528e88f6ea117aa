using System;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>The same bits, and the same status, as the dynamic shape of the same size.</summary>
internal sealed class AgreesWithTwin(Func<Operand[], int, CallData> create, int seeds) : IShapeClaim
{
    public void Check<TShape>(TShape shape, Report report)
        where TShape : struct, ILqrShape
    {
        var twinShape = new DynamicShape(shape.StateDim, shape.InputDim);
        KernelCase<TShape>[] kernels = KernelTable<TShape>.For(shape);
        KernelCase<DynamicShape>[] twins = KernelTable<DynamicShape>.For(twinShape);
        for (int k = 0; k < kernels.Length; k++)
        {
            for (int seed = 0; seed < seeds && kernels[k].IsBitExact; seed++)
            {
                CallData data = create(kernels[k].Operands, seed);
                Outcome twin = Outcome.Of(twinShape, twins[k], data);
                report.Judge(shape, kernels[k], Outcome.Of(shape, kernels[k], data).DifferenceFrom(twin, kernels[k]));
            }
        }
    }
}
