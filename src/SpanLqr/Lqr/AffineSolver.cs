using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>References and drifts in arrays; the allocating counterpart of <see cref="AffineStationary"/>.</summary>
public static class AffineSolver
{
    /// <summary>The optimal stationary policy u = −Kx − κ.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status that names the hypothesis that failed.</returns>
    /// <exception cref="ArgumentException">A matrix or vector has the wrong size, or a weight or W is not symmetric; the message names it.</exception>
    public static AffineSolution Solve(AffineProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        var visitor = new Visitor(problem, LqrSolver.Solve(problem.Regulator));
        return ShapeDispatch.Run<Visitor, AffineSolution>(problem.Regulator.StateDim, problem.Regulator.InputDim, ref visitor);
    }

    private readonly struct Visitor(AffineProblem problem, LqrSolution regulator) : IShapeVisitor<AffineSolution>
    {
        public AffineSolution Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            double[] offset = new double[m], linear = new double[n], stateWeight = new double[n], inputWeight = new double[m];
            if (!regulator.IsOk)
            {
                Array.Fill(offset, double.NaN);
                Array.Fill(linear, double.NaN);
                return Solution(regulator.Status, offset, linear, double.NaN);
            }

            LqrModel model = problem.Regulator.AsModel();
            double distance = Tracking.Terms(
                shape, model, problem.StateReference ?? new double[n], problem.InputReference, stateWeight, inputWeight);
            AffineResult result = AffineStationary.Solve(
                shape,
                model,
                new AffineTerms(problem.Drift, stateWeight, inputWeight),
                Arrays.Flat(regulator.CostToGo),
                Arrays.Flat(regulator.Gain),
                offset,
                linear,
                new double[AffineStationary.WorkspaceLength(shape)]);
            double cost = regulator.Cost + result.Constant + distance;
            return Solution(result.IsOk && !double.IsFinite(cost) ? SolveStatus.NonFinite : result.Status, offset, linear, cost);
        }

        private AffineSolution Solution(SolveStatus status, double[] offset, double[] linear, double cost) =>
            new(status, regulator.Gain, offset, regulator.CostToGo, linear, regulator.SpectralRadius, cost);
    }
}
