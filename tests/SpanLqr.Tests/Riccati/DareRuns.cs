using SpanLqr.Linear;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.Riccati;

/// <summary>The allocation-free solver on problems in arrays: what the options tests call.</summary>
internal static class DareRuns
{
    /// <summary>A solve, with P and K in arrays.</summary>
    public sealed record Answer(DareResult Result, double[,] P, double[,] K);

    public static Answer Solve(LqrProblem problem, DareOptions options) => Run(problem, options with { EstimateError = true }, null);

    public static Answer Resolve(LqrProblem problem, DareOptions options, double[,] p) => Run(problem, options with { EstimateError = true }, p);

    private static Answer Run(LqrProblem problem, DareOptions options, double[,]? previous)
    {
        int n = problem.StateDim, m = problem.InputDim;
        var shape = new DynamicShape(n, m);
        double[,] p = (double[,]?)previous?.Clone() ?? new double[n, n], k = new double[m, n];
        double[] workspace = new double[Dare.WorkspaceLength(shape)];
        options = options with { Indefinite = options.Indefinite || problem.Indefinite };
        DareResult result = previous is null
            ? Dare.Solve(shape, problem.AsModel(), options, Arrays.Flat(p), Arrays.Flat(k), workspace)
            : Dare.Resolve(shape, problem.AsModel(), options, Arrays.Flat(p), Arrays.Flat(k), workspace);
        return new Answer(result, p, k);
    }
}
