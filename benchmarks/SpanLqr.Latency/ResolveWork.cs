using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Latency;

/// <summary>A Riccati re-solve: all gains of a horizon of 20 from P_T = Q.</summary>
internal readonly struct ResolveWork<TShape>(TShape shape) : IWork
    where TShape : struct, ILqrShape
{
    private const int Horizon = 20;
    private readonly double[] _a = Entries.Uniform(shape.StateDim * shape.StateDim, 1.2 / Math.Sqrt(shape.StateDim), 4);
    private readonly double[] _b = Entries.Uniform(shape.StateDim * shape.InputDim, 1, 5);
    private readonly double[] _q = Entries.Identity(shape.StateDim);
    private readonly double[] _r = Entries.Identity(shape.InputDim);
    private readonly double[] _gains = new double[Horizon * shape.InputDim * shape.StateDim];
    private readonly double[] _cost = new double[shape.StateDim * shape.StateDim];
    private readonly double[] _workspace = new double[RiccatiRecursion.WorkspaceLength(shape)];

    public void Invoke()
    {
        var model = new LqrModel(_a, _b, _q, _r);
        if (!RiccatiRecursion.Solve(default(TShape), Horizon, model, _q, _gains, _cost, _workspace).IsOk)
        {
            throw new InvalidOperationException("The recursion failed.");
        }
    }
}
