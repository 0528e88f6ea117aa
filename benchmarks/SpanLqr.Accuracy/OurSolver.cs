using System;
using System.Diagnostics;
using SpanLqr.Compare.Data;
using SpanLqr.Compare.Measuring;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Accuracy;

/// <summary>Dare.Solve with the built-in shape of the size, all checks on.</summary>
internal readonly struct OurSolver(Plant plant) : IShapeVisitor<Answer>
{
    public const string Name = "SpanLqr";
    private const int Rounds = 9;

    private const double SecondsPerRound = 0.02;

    // Longer than the 100 ms that the runtime waits, and the time it then takes, to optimise what was called often.
    private const double SecondsOfWarmUp = 0.4;

    public static Answer Solve(Plant plant)
    {
        var visitor = new OurSolver(plant);
        return ShapeDispatch.Run<OurSolver, Answer>(plant.N, plant.M, ref visitor);
    }

    public Answer Visit<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        double[] p = new double[plant.N * plant.N], gain = new double[plant.M * plant.N], workspace = new double[Dare.WorkspaceLength(shape)];
        DareOptions options = new() { EstimateError = true };
        DareResult result = Dare.Solve(shape, Model(), options, p, gain, workspace);
        bool indefinite = result.Status is SolveStatus.InputWeightNotPositiveDefinite or SolveStatus.StateWeightNotPositiveSemidefinite;
        string refusal = result.Status.ToString();
        if (indefinite)
        {
            options = options with { Indefinite = true };
            result = Dare.Solve(shape, Model(), options, p, gain, workspace);
        }

        string status = indefinite ? $"{refusal}; {result.Status} on request" : refusal;
        string iterations = result.Refinements == 0 ? $"{result.Iterations}" : $"{result.Iterations}+{result.Refinements}";
        return new Answer(
            Name,
            status,
            double.IsFinite(p[0]) ? Case.Rectangular(p, plant.N) : null,
            result.IsOk ? Time(shape, options with { EstimateError = false }, p, gain, workspace) : double.NaN,
            iterations,
            result.ErrorEstimate);
    }

    private double Time<TShape>(TShape shape, DareOptions options, double[] p, double[] gain, double[] workspace)
        where TShape : struct, ILqrShape
    {
        Nanoseconds(shape, options, p, gain, workspace, SecondsOfWarmUp);
        double[] rounds = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            rounds[round] = Nanoseconds(shape, options, p, gain, workspace, SecondsPerRound);
        }

        return Sample.Of(rounds).Median;
    }

    /// <summary>The mean of one call over so many seconds.</summary>
    private double Nanoseconds<TShape>(TShape shape, DareOptions options, double[] p, double[] gain, double[] workspace, double seconds)
        where TShape : struct, ILqrShape
    {
        int calls = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            Dare.Solve(shape, Model(), options, p, gain, workspace);
            calls++;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed.TotalSeconds < seconds);
        return elapsed.TotalSeconds * 1e9 / calls;
    }

    private LqrModel Model() => new(plant.A, plant.B, plant.Q, plant.R, plant.S);
}
