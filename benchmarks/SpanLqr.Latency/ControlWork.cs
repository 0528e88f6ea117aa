using System;
using SpanLqr.Shapes;

namespace SpanLqr.Latency;

/// <summary>u = −Kx − κ, the first input fed back into the first state.</summary>
internal readonly struct ControlWork<TShape>(TShape shape) : IWork
    where TShape : struct, ILqrShape
{
    private readonly double[] _k = Entries.Uniform(shape.InputDim * shape.StateDim, 1.0 / shape.StateDim, 1);
    private readonly double[] _x = Entries.Uniform(shape.StateDim, 1, 2);
    private readonly double[] _offset = Entries.Uniform(shape.InputDim, 1, 3);
    private readonly double[] _u = new double[shape.InputDim];

    public void Invoke()
    {
        Kernels.FeedbackOffset(default(TShape), _k, _x, _offset, _u);
        _x[0] = _u[0];
    }
}
