using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Lqr;

/// <summary>Linear policies u = −Kx of a problem in arrays: what they cost and how they improve.</summary>
public static class LqrPolicy
{
    /// <summary>C(K), P_K, Σ_K, E_K, ∇C and Δ_K of u = −Kx + σz.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="explorationVariance">σ², at least 0.</param>
    /// <returns>The value; Unstable with an infinite cost where ρ(A − BK) ≥ 1.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, a weight or W is not symmetric, or σ² is negative.</exception>
    public static PolicyValue Evaluate(LqrProblem problem, double[,] gain, double explorationVariance = 0)
    {
        problem = Checked(problem, gain);
        var visitor = new ValueVisitor(problem, gain, explorationVariance);
        return ShapeDispatch.Run<ValueVisitor, PolicyValue>(problem.StateDim, problem.InputDim, ref visitor);
    }

    /// <summary>One step of policy iteration, K⁺ = (R + B'P_K B)⁻¹(B'P_K A + S') (Kleinman 1968, Hewer 1971).</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="gain">K, m×n, stabilising.</param>
    /// <returns>The improved gain; null where K is not stabilising or R + B'P_K B is singular.</returns>
    /// <exception cref="ArgumentException">A matrix has the wrong size, or a weight or W is not symmetric.</exception>
    public static double[,]? NewtonImprove(LqrProblem problem, double[,] gain)
    {
        problem = Checked(problem, gain);
        PolicyValue value = Evaluate(problem, gain);
        if (!value.IsOk)
        {
            return null;
        }

        var visitor = new ImproveVisitor(problem, value.CostToGo);
        return ShapeDispatch.Run<ImproveVisitor, double[,]?>(problem.StateDim, problem.InputDim, ref visitor);
    }

    private static LqrProblem Checked(LqrProblem problem, double[,] gain)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        Arrays.Check(gain, problem.InputDim, problem.StateDim, nameof(gain));
        return problem;
    }

    private readonly struct ValueVisitor(LqrProblem problem, double[,] gain, double explorationVariance) : IShapeVisitor<PolicyValue>
    {
        public PolicyValue Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            int n = shape.StateDim, m = shape.InputDim;
            double[,] p = new double[n, n], sigma = new double[n, n], factor = new double[m, n], gradient = new double[m, n];
            double[,] delta = new double[n + m, n + m];
            double[] workspace = new double[PolicyEvaluation.WorkspaceLength(shape)];
            LqrModel model = problem.AsModel();
            PolicyResult result = PolicyEvaluation.Evaluate(
                shape,
                model,
                problem.W is null ? [] : Arrays.Flat(problem.W),
                Arrays.Flat(gain),
                explorationVariance,
                Arrays.Flat(p),
                Arrays.Flat(sigma),
                Arrays.Flat(factor),
                workspace);
            PolicyEvaluation.Gradient(shape, Arrays.Flat(factor), Arrays.Flat(sigma), Arrays.Flat(gradient));
            PolicyEvaluation.ActionValue(shape, model, Arrays.Flat(p), Arrays.Flat(delta), workspace);
            bool isFinite = Dense.IsFinite<double>(Arrays.Flat(gradient)) && Dense.IsFinite<double>(Arrays.Flat(delta));
            SolveStatus status = result.IsOk && !isFinite ? SolveStatus.NonFinite : result.Status;
            return new PolicyValue(status, result.Cost, result.SpectralRadius, p, sigma, factor, gradient, delta);
        }
    }

    private readonly struct ImproveVisitor(LqrProblem problem, double[,] costToGo) : IShapeVisitor<double[,]?>
    {
        public double[,]? Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            double[,] improved = new double[shape.InputDim, shape.StateDim];
            var stage = new Stage(problem.AsModel());
            double[] workspace = new double[Policy.WorkspaceLength(shape)];
            bool solved = Policy.TryGain(shape, stage, ref costToGo[0, 0], ref improved[0, 0], ref workspace[0]);
            return solved ? improved : null;
        }
    }
}
