using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>Solves problems given in arrays: one dispatch from the run-time size to a shape, then the allocation-free core.</summary>
public static class LqrSolver
{
    /// <summary>The optimal stationary policy: P = DARE(A, B, Q, R, S), K = (R + B'PB)⁻¹(B'PA + S').</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status that names the hypothesis that failed; NonFinite also where W holds no number or the cost overflows.</returns>
    /// <exception cref="ArgumentException">
    /// A matrix has the wrong size; Q, R or W is not symmetric; W is not positive semidefinite. The message names it.
    /// </exception>
    public static LqrSolution Solve(LqrProblem problem) => Run(problem, null, 0);

    /// <summary>The same in at most so many steps: where they do not suffice NotConverged, and the best P and K there are.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="maxIterations">As <see cref="DareOptions.MaxIterations"/>.</param>
    /// <returns>The solution, or a status that names the hypothesis that failed.</returns>
    /// <exception cref="ArgumentException">
    /// A matrix has the wrong size; Q, R or W is not symmetric; W is not positive semidefinite. The message names it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxIterations"/> is negative.</exception>
    public static LqrSolution Solve(LqrProblem problem, int maxIterations) => Run(problem, null, maxIterations);

    /// <summary>The optimal stationary policy after a small change of the problem, from the P of the last solve: <see cref="Dare.Resolve"/>.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="lastCostToGo">The last P, n×n; any matrix in fact.</param>
    /// <param name="maxIterations">As <see cref="DareOptions.MaxIterations"/>; 0 for no bound.</param>
    /// <returns>The solution, or a status that names the hypothesis that failed.</returns>
    /// <exception cref="ArgumentException">
    /// A matrix has the wrong size; Q, R or W is not symmetric; W is not positive semidefinite. The message names it.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxIterations"/> is negative.</exception>
    public static LqrSolution Resolve(LqrProblem problem, double[,] lastCostToGo, int maxIterations = 0)
    {
        ArgumentNullException.ThrowIfNull(lastCostToGo);
        return Run(problem, lastCostToGo, maxIterations);
    }

    /// <summary>The optimal policy over T steps, by the Riccati recursion backwards from P_T = Q_T.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status and the stage at which the recursion stopped.</returns>
    /// <exception cref="ArgumentException">
    /// A matrix has the wrong size or a list the wrong length; a weight or W is not symmetric; W is not positive semidefinite; or T is too
    /// large for arrays of all gains and costs to go.
    /// </exception>
    public static FiniteHorizonSolution Solve(FiniteHorizonProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        var visitor = new HorizonVisitor(problem);
        return ShapeDispatch.Run<HorizonVisitor, FiniteHorizonSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    /// <summary>The policy over T steps by <see cref="SquareRootRecursion"/>, for problems too ill-conditioned to form P.</summary>
    /// <param name="problem">The problem; <see cref="FiniteHorizonProblem.Indefinite"/> has no meaning here and W is not read.</param>
    /// <returns>The gains and the factors of the costs-to-go, or a status and the stage at which the recursion stopped.</returns>
    /// <exception cref="ArgumentException">
    /// A matrix has the wrong size or a list the wrong length; a weight or W is not symmetric; W is not positive semidefinite; or T is too
    /// large for arrays of all gains and costs to go.
    /// </exception>
    public static SquareRootSolution SolveSquareRoot(FiniteHorizonProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        var visitor = new SquareRootVisitor(problem);
        return ShapeDispatch.Run<SquareRootVisitor, SquareRootSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    private static LqrSolution Run(LqrProblem problem, double[,]? lastCostToGo, int maxIterations)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        if (lastCostToGo is not null)
        {
            Arrays.Check(lastCostToGo, problem.StateDim, problem.StateDim, nameof(lastCostToGo));
        }

        var visitor = new StationaryVisitor(problem, lastCostToGo, maxIterations);
        return ShapeDispatch.Run<StationaryVisitor, LqrSolution>(problem.StateDim, problem.InputDim, ref visitor);
    }

    private readonly struct StationaryVisitor(LqrProblem problem, double[,]? lastCostToGo, int maxIterations) : IShapeVisitor<LqrSolution>
    {
        public LqrSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            double[,] p = (double[,]?)lastCostToGo?.Clone() ?? new double[n, n];
            double[,] k = new double[m, n];
            double[] workspace = new double[Dare.WorkspaceLength(shape)];
            var options = new DareOptions { Indefinite = problem.Indefinite, EstimateError = true, MaxIterations = maxIterations };
            DareResult result = lastCostToGo is null
                ? Dare.Solve(shape, problem.AsModel(), options, Arrays.Flat(p), Arrays.Flat(k), workspace)
                : Dare.Resolve(shape, problem.AsModel(), options, Arrays.Flat(p), Arrays.Flat(k), workspace);
            double cost = Arrays.TraceOfProduct(p, problem.W);
            SolveStatus status = result.Status;
            if (result.IsOk && !double.IsFinite(cost))
            {
                (status, cost) = (SolveStatus.NonFinite, double.NaN);
                Arrays.Flat(p).Fill(double.NaN);
                Arrays.Flat(k).Fill(double.NaN);
            }

            return new LqrSolution(
                status,
                k,
                p,
                result.SpectralRadius,
                cost,
                result.Residual,
                result.Iterations,
                result.Refinements,
                result.ErrorEstimate)
            {
                GainErrorEstimate = status == SolveStatus.Ok ? result.GainErrorEstimate : double.NaN,
                Evidence = result.Evidence,
            };
        }
    }

    private readonly struct HorizonVisitor(FiniteHorizonProblem problem) : IShapeVisitor<FiniteHorizonSolution>
    {
        public FiniteHorizonSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, horizon = problem.Horizon;
            double[] gains = new double[SpanLength.Of(horizon, m, n, nameof(problem))];
            double[] costs = new double[SpanLength.Of(horizon + 1L, n, n, nameof(problem))];
            LqrModel model = problem.AsModel();
            StatusEvidence evidence = StatusEvidence.None;
            RecursionResult result = problem.Indefinite ? new RecursionResult(SolveStatus.Ok, -1) : CheckWeights(shape, model, out evidence);
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

                // The weights are definite, so that only rounding can have taken R + B'PB its minimum, or the gain its digits.
                bool isLost = result.Status == SolveStatus.StageNotConvex;
                if (!problem.Indefinite && (isLost || (result.IsOk && IsWeak(shape, model, costs))))
                {
                    double[] otherGains = new double[gains.Length], otherCosts = new double[costs.Length];
                    RecursionResult other = SolveReduced(shape, model, otherGains, otherCosts);
                    (result, gains, costs) = isLost || other.IsOk ? (other, otherGains, otherCosts) : (result, gains, costs);
                }
            }

            double[][,] k = Arrays.Unstack(gains, horizon, m, n);
            double[][,] p = Arrays.Unstack(costs, horizon + 1, n, n);
            double cost = 0;
            for (int t = 1; t <= horizon; t++)
            {
                cost += Arrays.TraceOfProduct(p[t], problem.W);
            }

            return result.IsOk && !double.IsFinite(cost)
                ? new FiniteHorizonSolution(SolveStatus.NonFinite, -1, k, p, double.NaN)
                : new FiniteHorizonSolution(result.Status, result.FailedStage, k, p, result.IsOk ? cost : double.NaN) { Evidence = evidence };
        }

        /// <summary>Whether some R + B'PB is too nearly singular for a gain with digits.</summary>
        private bool IsWeak<TShape>(TShape shape, LqrModel model, double[] costs)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            double[] weight = new double[m * m], factor = new double[m * m], product = new double[n * m];
            for (int t = 0; m > 1 && t < problem.Horizon; t++)
            {
                shape.CongruenceB(ref RiccatiRecursion.At(model.B, t, n * m), ref costs[(t + 1) * n * n], ref product[0], ref weight[0]);
                Dense.Add(ref weight[0], ref RiccatiRecursion.At(model.R, t, m * m), ref weight[0], m * m);
                if (!InputWeightFactor.TryCholesky(shape, ref weight[0], ref factor[0], out double share) || share < Policy.WeakShare)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Stage by stage with the gain of a nearly singular R + B'PB, P_t as what that gain costs.</summary>
        private RecursionResult SolveReduced<TShape>(TShape shape, LqrModel model, double[] gains, double[] costs)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, nn = n * n;
            double[] workspace = new double[Policy.WorkspaceLength(shape)], loop = new double[nn], term = new double[nn];
            Arrays.Flat(problem.TerminalCost).CopyTo(costs.AsSpan(problem.Horizon * nn));
            shape.SymmetrizeA(ref costs[problem.Horizon * nn]);
            for (int t = problem.Horizon - 1; t >= 0; t--)
            {
                var stage = new Stage(
                    ref RiccatiRecursion.At(model.A, t, nn),
                    ref RiccatiRecursion.At(model.B, t, n * m),
                    ref RiccatiRecursion.At(model.Q, t, nn),
                    ref RiccatiRecursion.At(model.R, t, m * m),
                    ref RiccatiRecursion.At(model.S, t, n * m),
                    problem.S is not null);
                ref double next = ref costs[(t + 1) * nn];
                ref double gain = ref gains[t * m * n];
                ref double cost = ref costs[t * nn];
                if (!Policy.TryGain(shape, stage, ref next, ref gain, ref workspace[0]))
                {
                    return new RecursionResult(SolveStatus.IllConditioned, t);
                }

                Policy.ClosedLoop(shape, stage, ref gain, ref loop[0]);
                Policy.StageCost(shape, stage, ref gain, ref cost, ref workspace[0]);
                shape.CongruenceA(ref loop[0], ref next, ref workspace[0], ref term[0]);
                Dense.Add(ref cost, ref term[0], ref cost, nn);
                if (!Dense.IsFinite(ref cost, nn) || !Dense.IsFinite(ref gain, m * n))
                {
                    return new RecursionResult(SolveStatus.NonFinite, t);
                }
            }

            return new RecursionResult(SolveStatus.Ok, -1);
        }

        /// <summary>R_t ≻ 0 and [[Q_t, S_t], [S_t', R_t]] ⪰ 0 for every t, and Q_T ⪰ 0.</summary>
        private RecursionResult CheckWeights<TShape>(TShape shape, LqrModel model, out StatusEvidence evidence)
            where TShape : struct, ILqrShape
        {
            evidence = StatusEvidence.None;
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
                SolveStatus status = stage.IsFinite(shape) ? WeightChecks.Check(shape, stage, new Workspace(workspace), out evidence) : SolveStatus.NonFinite;
                if (status != SolveStatus.Ok)
                {
                    return new RecursionResult(status, t);
                }
            }

            SolveStatus terminal = WeightChecks.CheckSemidefinite(shape, Arrays.Flat(problem.TerminalCost), workspace);
            return new RecursionResult(terminal, terminal == SolveStatus.Ok ? -1 : horizon);
        }
    }

    private readonly struct SquareRootVisitor(FiniteHorizonProblem problem) : IShapeVisitor<SquareRootSolution>
    {
        public SquareRootSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim, horizon = problem.Horizon;
            double[] gains = new double[SpanLength.Of(horizon, m, n, nameof(problem))];
            double[] factors = new double[SpanLength.Of(horizon + 1L, n, n, nameof(problem))];
            RecursionResult result = SquareRootRecursion.Solve(
                shape,
                horizon,
                problem.AsModel(),
                Arrays.Flat(problem.TerminalCost),
                gains,
                factors,
                new double[SquareRootRecursion.WorkspaceLength(shape)]);
            return new SquareRootSolution(
                result.Status,
                result.FailedStage,
                Arrays.Unstack(gains, horizon, m, n),
                Arrays.Unstack(factors, horizon + 1, n, n));
        }
    }
}
