using System;
using System.Collections.Generic;

namespace SpanLqr.Plants;

/// <summary>The sizes and numbers of a problem: what is wrong with them is the caller's mistake and no status.</summary>
internal static class PlantChecks
{
    /// <summary>The most numbers that the controller's state may have: matrices of this size are formed.</summary>
    private const int MaxOwn = 1000;

    /// <summary>Throws an <see cref="ArgumentException"/> for the first member that does not fit.</summary>
    public static void Check(PlantProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Arrays.CheckSquare(problem.A, nameof(problem.A));
        int n = problem.StateDim;
        Arrays.CheckInput(problem.B, n, nameof(problem.B));
        int m = problem.InputDim;
        MatrixChecks.RequireSymmetric(problem.Q, n, nameof(problem.Q), nameof(problem));
        MatrixChecks.RequireSymmetric(problem.R, m, nameof(problem.R), nameof(problem));
        CheckOptional(problem.S, n, m, nameof(problem.S));
        CheckSymmetric(problem.W, n, nameof(problem.W));
        CheckSymmetric(problem.RateWeight, m, nameof(problem.RateWeight));
        Arrays.Check(problem.Drift, n, nameof(problem.Drift));
        Arrays.Check(problem.InitialState, n, nameof(problem.InitialState));
        CheckNumbers(problem);
        if (problem.Measurement is { } measurement)
        {
            CheckMeasurement(problem, measurement, n);
        }

        if (problem.Tracking is { } tracking)
        {
            CheckTracking(problem, tracking, n, m);
        }
    }

    /// <summary>The same for a horizon.</summary>
    public static void Check(PlantProblem problem, PlantHorizon horizon)
    {
        Check(problem);
        ArgumentNullException.ThrowIfNull(horizon);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon.Steps, 1, nameof(horizon));
        int n = problem.StateDim, m = problem.InputDim;
        CheckSymmetric(horizon.Qf, n, nameof(horizon.Qf));
        CheckSeries(horizon.A, n, n, horizon.Steps, nameof(horizon.A));
        CheckSeries(horizon.B, n, m, horizon.Steps, nameof(horizon.B));
        CheckSeries(horizon.Q, n, n, horizon.Steps, nameof(horizon.Q));
        CheckSeries(horizon.R, m, m, horizon.Steps, nameof(horizon.R));
        CheckSeries(horizon.S, n, m, horizon.Steps, nameof(horizon.S));
        CheckReferences(problem, horizon);
        Require(problem.Measurement is null, "Measurements over a horizon, expected none: the filter of a horizon is a KalmanRecursion.");
        Require(problem.Delay == 0 || !horizon.IsVarying, "With a delay one A, B, Q, R and S for all steps is expected.");
        Require(problem.Tracking is null || (horizon.A is null && horizon.B is null), "With tracked outputs one A and B for all steps is expected.");
    }

    private static void CheckReferences(PlantProblem problem, PlantHorizon horizon)
    {
        Require(
            horizon.InputReferences is null || (horizon.References is not null && problem.Tracking is null),
            "InputReferences are expected with references of states only.");
        if (horizon.References is null)
        {
            return;
        }

        int wanted = problem.Tracking?.Outputs.GetLength(0) ?? problem.StateDim;
        CheckVectors(horizon.References, wanted, horizon.Steps + 1, nameof(horizon.References));
        CheckVectors(horizon.InputReferences, problem.InputDim, horizon.Steps, nameof(horizon.InputReferences));
        Require(problem.Tracking?.Reference is null, "A reference and References, expected one of them.");
        Require(problem.Tracking?.IntegralWeight is null, "References with integral action, expected none: the integral of an error that is planned is no fault.");
        Require(!new PlantPlan(problem).IsCoreSplit, "References with sampled weights, expected a delay of whole steps.");
    }

    private static void CheckVectors(IReadOnlyList<double[]>? vectors, int length, int count, string name)
    {
        if (vectors is null)
        {
            return;
        }

        Require(vectors.Count == count, $"{name} has {vectors.Count} vectors, expected {count}.");
        for (int t = 0; t < count; t++)
        {
            Arrays.Check(vectors[t], length, $"{name}[{t}]");
        }
    }

    private static void CheckNumbers(PlantProblem problem)
    {
        bool isContinuous = problem.Time == PlantTime.Continuous;
        Require(!isContinuous || (problem.Step > 0 && double.IsFinite(problem.Step)), $"The step is {problem.Step}, expected a number > 0.");
        Require(problem.Delay >= 0 && double.IsFinite(problem.Delay), $"The delay is {problem.Delay}, expected a number >= 0.");
        Require(problem.Discount is > 0 and <= 1, $"The discount is {problem.Discount}, expected a number in (0, 1].");
        Require(isContinuous || problem.Delay == Math.Floor(problem.Delay), $"The delay is {problem.Delay}, expected a whole number of steps.");
        double steps = Math.Ceiling(problem.Delay / (isContinuous ? problem.Step : 1));
        Require(
            problem.StateDim + (steps * problem.InputDim) <= MaxOwn,
            $"A delay of {steps} steps of {problem.InputDim} inputs, expected a state of at most {MaxOwn} numbers with them.");
        Require(
            problem.S is null || problem.Time == PlantTime.Discrete || problem.Weights == StepWeights.Integrated || !new PlantPlan(problem).IsSplit,
            "A cross weight S with sampled weights, expected a delay of whole steps.");
    }

    private static void CheckMeasurement(PlantProblem problem, PlantMeasurement measurement, int n)
    {
        int p = measurement.C.GetLength(0);
        Require(p > 0, "C has no rows.");
        Arrays.Check(measurement.C, p, n, nameof(measurement.C));
        MatrixChecks.RequireSymmetric(measurement.V, p, nameof(measurement.V), nameof(problem));
        CheckOptional(measurement.N, n, p, nameof(measurement.N));
        Require(
            measurement.N is null || (problem.Time == PlantTime.Discrete && problem.Delay == 0), "N is expected in discrete time without a delay only.");
    }

    private static void CheckTracking(PlantProblem problem, PlantTracking tracking, int n, int m)
    {
        int q = tracking.Outputs.GetLength(0);
        Require(q > 0 && q <= m, $"There are {q} outputs, expected 1 to {m}: as many as inputs can hold.");
        Arrays.Check(tracking.Outputs, q, n, nameof(tracking.Outputs));
        Arrays.Check(tracking.Reference, q, nameof(tracking.Reference));
        CheckSymmetric(tracking.IntegralWeight, q, nameof(tracking.IntegralWeight));
        Require(
            tracking.IntegralWeight is null || problem.Measurement is null || problem.Discount == 1,
            "Integral action on measurements with a discount, expected a discount of 1.");
    }

    private static void CheckOptional(double[,]? matrix, int rows, int columns, string name)
    {
        if (matrix is not null)
        {
            Arrays.Check(matrix, rows, columns, name);
        }
    }

    private static void CheckSymmetric(double[,]? matrix, int size, string name)
    {
        if (matrix is not null)
        {
            MatrixChecks.RequireSymmetric(matrix, size, name, name);
        }
    }

    private static void CheckSeries(IReadOnlyList<double[,]>? matrices, int rows, int columns, int count, string name)
    {
        if (matrices is null)
        {
            return;
        }

        Require(matrices.Count == count, $"{name} has {matrices.Count} matrices, expected {count}, one a step.");
        for (int t = 0; t < count; t++)
        {
            Arrays.Check(matrices[t], rows, columns, $"{name}[{t}]");
        }
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
