using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>The Riccati equation of one population's deviations.</summary>
internal static class DeviationEquation
{
    /// <summary>Solves for K_l, P_l and all agents' share of the cost.</summary>
    public static AuxiliarySolution Solve(AuxiliarySystem system, int size)
    {
        LqrProblem problem = new() { A = system.A, B = system.B, Q = system.Q, R = system.R, W = system.Noise };
        LqrSolution solution = LqrSolver.Solve(problem);
        return solution.IsOk || size > 1
            ? AuxiliarySolution.Of(system, size, solution, solution.Gain, solution.CostToGo)
            : AuxiliarySolution.Idle(system, solution.Status);
    }
}
