using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>Zero-sum games in arrays; the allocating counterpart of <see cref="GameDare"/> and <see cref="GameRecursion"/>.</summary>
public static class ZeroSumSolver
{
    /// <summary>The stationary saddle point.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status that names what failed.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, a weight is not symmetric, or γ is not positive.</exception>
    public static ZeroSumSolution Solve(ZeroSumProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        var visitor = new StationaryVisitor(problem);
        return ShapeDispatch.Run<StationaryVisitor, ZeroSumSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    /// <summary>The saddle point over T steps.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="horizon">T, at least 1.</param>
    /// <param name="terminalCost">Q_T, n×n, symmetric; null takes Q.</param>
    /// <returns>The solution, or a status and the stage that failed.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, a weight is not symmetric, γ is not positive, or <paramref name="horizon"/> is less than 1 or too large for arrays of all stages.</exception>
    public static ZeroSumHorizonSolution Solve(ZeroSumProblem problem, int horizon, double[,]? terminalCost = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        terminalCost ??= problem.Q;
        terminalCost = Arrays.Weight(terminalCost, problem.StateDim, nameof(terminalCost));
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var visitor = new HorizonVisitor(problem, horizon, terminalCost);
        return ShapeDispatch.Run<HorizonVisitor, ZeroSumHorizonSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    private readonly struct StationaryVisitor(ZeroSumProblem problem) : IShapeVisitor<ZeroSumSolution>
    {
        public ZeroSumSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, p = problem.AdversaryDim;
            double[,] cost = new double[n, n], gain = new double[m, n], adversary = new double[p, n];
            GameDareResult result = GameDare.Solve(
                shape,
                problem.AsModel(),
                problem.Gamma,
                Arrays.Flat(cost),
                Arrays.Flat(gain),
                Arrays.Flat(adversary),
                new double[GameDare.WorkspaceLength(shape, p)],
                problem.Indefinite);
            return new ZeroSumSolution(result.Status, gain, adversary, cost, result.SpectralRadius, result.Margin, result.Residual)
            {
                Evidence = result.Evidence,
            };
        }
    }

    private readonly struct HorizonVisitor(ZeroSumProblem problem, int horizon, double[,] terminalCost) : IShapeVisitor<ZeroSumHorizonSolution>
    {
        public ZeroSumHorizonSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, p = problem.AdversaryDim;
            double[] gains = new double[SpanLength.Of(horizon, m, n, nameof(horizon))], margins = new double[SpanLength.Of(horizon, nameof(horizon))];
            double[] adversary = new double[SpanLength.Of(horizon, p, n, nameof(horizon))];
            double[] costs = new double[SpanLength.Of(horizon + 1L, n, n, nameof(horizon))];
            GameRecursionResult result = GameRecursion.Solve(
                shape,
                horizon,
                problem.AsModel(),
                problem.Gamma,
                Arrays.Flat(terminalCost),
                gains,
                adversary,
                costs,
                margins,
                new double[GameRecursion.WorkspaceLength(shape, p)]);
            return new ZeroSumHorizonSolution(
                result.Status,
                result.FailedStage,
                Arrays.Unstack(gains, horizon, m, n),
                Arrays.Unstack(adversary, horizon, p, n),
                Arrays.Unstack(costs, horizon + 1, n, n),
                margins);
        }
    }
}
