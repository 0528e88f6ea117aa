using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>The steady-state Kalman filter in arrays; the allocating counterpart of <see cref="Kalman"/>.</summary>
public static class KalmanSolver
{
    /// <summary>Covariances and gains of the steady state.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status that names the hypothesis that failed.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or a covariance is not symmetric; the message names it.</exception>
    public static KalmanSolution Solve(KalmanProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        var visitor = new Visitor(problem);
        return ShapeDispatch.Run<Visitor, KalmanSolution>(problem.StateDim, problem.OutputDim, ref visitor);
    }

    private readonly struct Visitor(KalmanProblem problem) : IShapeVisitor<KalmanSolution>
    {
        public KalmanSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            double[,] predicted = new double[n, n], filtered = new double[n, n], predictor = new double[n, m], filter = new double[n, m];
            KalmanResult result = Kalman.Solve(
                shape,
                problem.AsModel(),
                DareOptions.Default,
                Arrays.Flat(predicted),
                Arrays.Flat(filtered),
                Arrays.Flat(predictor),
                Arrays.Flat(filter),
                new double[Kalman.WorkspaceLength(shape)]);
            return new KalmanSolution(result.Status, predicted, filtered, predictor, filter, result.SpectralRadius, result.Residual)
            {
                Evidence = result.Evidence,
            };
        }
    }
}
