using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>Solves problems given in arrays: one dispatch from the run-time size to a shape, then the allocation-free core.</summary>
public static class LqrSolver
{
    /// <summary>The optimal stationary policy: P = DARE(A, B, Q, R, S), K = (R + B'PB)⁻¹(B'PA + S').</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status that names the hypothesis that failed.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size; the message names it and both sizes.</exception>
    public static LqrSolution Solve(LqrProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem.CheckSizes();
        var visitor = new StationaryVisitor(problem);
        return ShapeDispatch.Run<StationaryVisitor, LqrSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    /// <summary>The optimal policy over T steps, by the Riccati recursion backwards from P_T = Q_T.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status and the stage at which the recursion stopped.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or a list the wrong length.</exception>
    public static FiniteHorizonSolution Solve(FiniteHorizonProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem.CheckSizes();
        var visitor = new HorizonVisitor(problem);
        return ShapeDispatch.Run<HorizonVisitor, FiniteHorizonSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    private readonly struct StationaryVisitor(LqrProblem problem) : IShapeVisitor<LqrSolution>
    {
        public LqrSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            double[,] p = new double[n, n];
            double[,] k = new double[m, n];
            double[] workspace = new double[Dare.WorkspaceLength(shape)];
            DareResult result = Dare.Solve(
                shape,
                problem.AsModel(),
                new DareOptions { Indefinite = problem.Indefinite, EstimateError = true },
                Arrays.Flat(p),
                Arrays.Flat(k),
                workspace);
            return new LqrSolution(
                result.Status,
                k,
                p,
                result.SpectralRadius,
                Arrays.TraceOfProduct(p, problem.W),
                result.Residual,
                result.Iterations,
                result.Refinements,
                result.ErrorEstimate);
        }
    }

    private readonly struct HorizonVisitor(FiniteHorizonProblem problem) : IShapeVisitor<FiniteHorizonSolution>
    {
        public FiniteHorizonSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, horizon = problem.Horizon;
            double[] gains = new double[horizon * m * n];
            double[] costs = new double[(horizon + 1) * n * n];
            var model = new LqrModel(
                FiniteHorizonProblem.Stack(problem.A),
                FiniteHorizonProblem.Stack(problem.B),
                FiniteHorizonProblem.Stack(problem.Q),
                FiniteHorizonProblem.Stack(problem.R),
                problem.S is null ? [] : FiniteHorizonProblem.Stack(problem.S));
            RecursionResult result = problem.Indefinite ? new RecursionResult(SolveStatus.Ok, -1) : CheckWeights(shape, model);
            if (result.IsOk)
            {
                result = RiccatiRecursion.Solve(
                    shape,
                    horizon,
                    model,
                    Arrays.Flat(problem.TerminalCost),
                    gains,
                    costs,
                    new double[RiccatiRecursion.WorkspaceLength(shape)]);
            }

            double[][,] k = Unstack(gains, horizon, m, n);
            double[][,] p = Unstack(costs, horizon + 1, n, n);
            double cost = 0;
            for (int t = 1; t <= horizon; t++)
            {
                cost += Arrays.TraceOfProduct(p[t], problem.W);
            }

            return new FiniteHorizonSolution(result.Status, result.FailedStage, k, p, result.IsOk ? cost : double.NaN);
        }

        /// <summary>R_t ≻ 0 and [[Q_t, S_t], [S_t', R_t]] ⪰ 0 for every t, and Q_T ⪰ 0.</summary>
        private RecursionResult CheckWeights<TShape>(TShape shape, LqrModel model)
            where TShape : struct, ILqrShape
        {
            double[] workspace = new double[WeightChecks.WorkspaceLength(shape)];
            int horizon = problem.Horizon;
            int stages = problem.Q.Count == 1 && problem.R.Count == 1 && (problem.S?.Count ?? 1) == 1 ? 1 : horizon;
            for (int t = 0; t < stages; t++)
            {
                var stage = new Stage(
                    ref RiccatiRecursion.At(model.A, 0, shape.StateDim * shape.StateDim),
                    ref RiccatiRecursion.At(model.B, 0, shape.StateDim * shape.InputDim),
                    ref RiccatiRecursion.At(model.Q, t, shape.StateDim * shape.StateDim),
                    ref RiccatiRecursion.At(model.R, t, shape.InputDim * shape.InputDim),
                    ref RiccatiRecursion.At(model.S, t, shape.StateDim * shape.InputDim),
                    problem.S is not null);
                SolveStatus status = stage.IsFinite(shape) ? WeightChecks.Check(shape, stage, new Workspace(workspace)) : SolveStatus.NonFinite;
                if (status != SolveStatus.Ok)
                {
                    return new RecursionResult(status, t);
                }
            }

            SolveStatus terminal = WeightChecks.CheckSemidefinite(shape, Arrays.Flat(problem.TerminalCost), workspace);
            return new RecursionResult(terminal, terminal == SolveStatus.Ok ? -1 : horizon);
        }

        private static double[][,] Unstack(double[] stacked, int count, int rows, int columns)
        {
            double[][,] matrices = new double[count][,];
            for (int t = 0; t < count; t++)
            {
                matrices[t] = new double[rows, columns];
                stacked.AsSpan(t * rows * columns, rows * columns).CopyTo(Arrays.Flat(matrices[t]));
            }

            return matrices;
        }
    }
}
