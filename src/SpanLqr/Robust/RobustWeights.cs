using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Robust;

/// <summary>What the weights must be, and what they suggest.</summary>
internal static class RobustWeights
{
    /// <summary>R_t ≻ 0 and Q_t ⪰ 0 for every t, and so for the mean field; the part and the t of the first that is not, and why.</summary>
    public static SolveStatus Check(RobustProblem problem, out string? part, out int stage, out StatusEvidence evidence)
    {
        (string Part, IReadOnlyList<double[,]>? Weights, bool Definite)[] all =
        [
            ("deviations", problem.R, true),
            ("mean field", problem.Rbar, true),
            ("deviations", Weights(problem.Q, problem.Qf), false),
            ("mean field", Weights(problem.Qbar, problem.Qbarf), false),
        ];
        foreach ((string name, IReadOnlyList<double[,]>? weights, bool definite) in all)
        {
            for (int t = 0; weights is not null && t < weights.Count; t++)
            {
                evidence = StatusEvidence.None;
                SolveStatus status = definite ? CheckDefinite(weights[t], out evidence)
                    : problem.Indefinite ? CheckFinite(weights[t])
                    : CheckSemidefinite(weights[t]);
                if (status != SolveStatus.Ok)
                {
                    (part, stage) = (name, t);
                    return status;
                }
            }
        }

        (part, stage, evidence) = (null, -1, StatusEvidence.None);
        return SolveStatus.Ok;
    }

    /// <summary>A level of the right order: the adversary's last word, √‖D'Q_TD‖, or 1.</summary>
    public static double Guess(RobustProblem problem)
    {
        double reach = problem.D is null ? 1 : Norm(problem.D[^1]);
        double guess = reach * Math.Sqrt(Math.Max(Norm(problem.Qf ?? problem.Q[^1]), Norm(problem.Qbarf ?? problem.Qbar[^1])));
        return guess is > 1e-50 and < 1e50 ? guess : 1;
    }

    private static List<double[,]> Weights(IReadOnlyList<double[,]> weights, double[,]? final) =>
        final is null ? [.. weights] : [.. weights, final];

    private static SolveStatus CheckFinite(double[,] weight) => Dense.IsFinite(Arrays.Flat(weight)) ? SolveStatus.Ok : SolveStatus.NonFinite;

    private static SolveStatus CheckDefinite(double[,] weight, out StatusEvidence evidence)
    {
        evidence = StatusEvidence.None;
        double[,] copy = DenseMatrix.HalfSum(weight, weight);
        if (!Dense.IsFinite(Arrays.Flat(copy)))
        {
            return SolveStatus.NonFinite;
        }

        int m = copy.GetLength(0);
        double[] factor = new double[copy.Length], memory = new double[SpanLength.Of(PivotSign.WorkspaceLength(m), nameof(weight))];
        return WeightChecks.CheckDefinite(new DynamicShape(1, m), ref copy[0, 0], ref factor[0], new Workspace(memory), out _, out evidence);
    }

    private static SolveStatus CheckSemidefinite(double[,] weight)
    {
        double[,] copy = DenseMatrix.HalfSum(weight, weight);
        DynamicShape shape = new(copy.GetLength(0), 1);
        return WeightChecks.CheckSemidefinite(shape, Arrays.Flat(copy), new double[WeightChecks.WorkspaceLength(shape)]);
    }

    private static double Norm(double[,] matrix) => Dense.FrobeniusNorm(ref matrix[0, 0], matrix.Length);
}
