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

    // Longer than the clock's grain and the time that the runtime takes to optimise the solver.
    private const double SecondsPerRound = 0.02;

    public static Answer Solve(Plant plant)
    {
        var visitor = new OurSolver(plant);
        return ShapeDispatch.Run<OurSolver, Answer>(plant.N, plant.M, ref visitor);
    }

    public Answer Visit<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        double[] p = new double[plant.N * plant.N], gain = new double[plant.M * plant.N], workspace = new double[Dare.WorkspaceLength(shape)];
        DareOptions options = DareOptions.Default;
        DareResult result = Dare.Solve(shape, Model(), options, p, gain, workspace);
        bool indefinite = result.Status is SolveStatus.InputWeightNotPositiveDefinite or SolveStatus.StateWeightNotPositiveSemidefinite;
        string refusal = result.Status.ToString();
        if (indefinite)
        {
            options = new DareOptions { Indefinite = true };
            result = Dare.Solve(shape, Model(), options, p, gain, workspace);
        }

        string status = indefinite ? $"{refusal}; {result.Status} on request" : refusal;
        string iterations = result.Refinements == 0 ? $"{result.Iterations}" : $"{result.Iterations}+{result.Refinements}";
        return new Answer(
            Name,
            status,
            double.IsFinite(p[0]) ? Case.Rectangular(p, plant.N) : null,
            result.IsOk ? Time(shape, options, p, gain, workspace) : double.NaN,
            iterations);
    }

    private double Time<TShape>(TShape shape, DareOptions options, double[] p, double[] gain, double[] workspace)
        where TShape : struct, ILqrShape
    {
        double[] rounds = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            int calls = 0;
            long start = Stopwatch.GetTimestamp();
            do
            {
                Dare.Solve(shape, Model(), options, p, gain, workspace);
                calls++;
            }
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsPerRound);
            rounds[round] = Stopwatch.GetElapsedTime(start).TotalSeconds * 1e9 / calls;
        }

        return Sample.Of(rounds).Median;
    }

    private LqrModel Model() => new(plant.A, plant.B, plant.Q, plant.R, plant.S);
}
