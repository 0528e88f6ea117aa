using System;
using SpanLqr.Compare.Data;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Compare.Ours;

/// <summary>
/// Recursions of many problems with a plant of their own each: in lanes, and one after the other. The answer is P_0 of the last one.
/// Memory is made once, as in a loop that solves again and again.
/// </summary>
internal sealed class BatchProblems<TShape>
    where TShape : struct, ILqrShape
{
    // So that no problem is another one again, and all are as well posed as the first.
    private const double Spread = 1e-3;

    private readonly RecursionResult[] _results = new RecursionResult[BatchSize.Problems];
    private double[] _dynamics = [];
    private double[] _gains = [];
    private double[] _costs = [];
    private double[] _workspace = [];

    public double InLanes(ProblemData data, long iterations)
    {
        Prepare(data, BatchRecursion.WorkspaceLength<TShape, double>(default), BatchSize.Problems, 1);
        var model = new LqrModel<double>(_dynamics, data.B, data.Q, data.R);
        int failed = 0;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            failed += BatchRecursion.Solve(
                default(TShape), BatchSize.Problems, data.Horizon, model, data.Q, _gains, _costs, _results, _workspace);
        }

        double elapsed = Clock.SecondsSince(start);
        for (int k = 0; k < data.Q.Length; k++)
        {
            data.Output[k] = _costs[((k + 1) * BatchSize.Problems) - 1];
        }

        return failed == 0 ? elapsed : -1;
    }

    public double OneByOne(ProblemData data, long iterations)
    {
        int square = data.A.Length, gains = data.Horizon * data.K.Length;
        Prepare(data, RiccatiRecursion.WorkspaceLength(default(TShape)), 1, square);
        bool solved = true;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            for (int p = 0; p < BatchSize.Problems; p++)
            {
                var model = new LqrModel(_dynamics.AsSpan(p * square, square), data.B, data.Q, data.R);
                Span<double> own = _gains.AsSpan(p * gains, gains), cost = _costs.AsSpan(p * square, square);
                solved &= RiccatiRecursion.Solve(default(TShape), data.Horizon, model, data.Q, own, cost, _workspace).IsOk;
            }
        }

        double elapsed = Clock.SecondsSince(start);
        _costs.AsSpan((BatchSize.Problems - 1) * square).CopyTo(data.Output);
        return solved ? elapsed : -1;
    }

    private void Prepare(ProblemData data, int workspace, int entryStride, int problemStride)
    {
        if (_workspace.Length > 0)
        {
            return;
        }

        _dynamics = new double[data.A.Length * BatchSize.Problems];
        _gains = new double[data.Horizon * data.K.Length * BatchSize.Problems];
        _costs = new double[data.A.Length * BatchSize.Problems];
        _workspace = new double[workspace];
        for (int p = 0; p < BatchSize.Problems; p++)
        {
            for (int k = 0; k < data.A.Length; k++)
            {
                _dynamics[(k * entryStride) + (p * problemStride)] = data.A[k] * (1 - (Spread * p));
            }
        }
    }
}
