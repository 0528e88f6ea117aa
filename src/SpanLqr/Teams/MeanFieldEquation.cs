using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>The Riccati equation of the means, solved for √N_l·x̄^l in place of x̄^l.</summary>
/// <remarks>
/// In these coordinates it is the whole system's own equation, restricted to the states in which the agents of each population
/// agree, an orthonormal change of basis. Its matrices are no larger than the whole system's, where Q̄ and R̄ grow like N_l·N_k, so
/// whatever the solver decides relative to a norm (definiteness, convergence, the residual) it decides for all populations on one
/// scale, and a small population is not lost beside a large one. With D = diag(√N_l):
/// K̄ = D⁻¹K̂D and P̄ = DP̂D block by block.
/// </remarks>
internal static class MeanFieldEquation
{
    /// <summary>Solves for K̄, P̄ and their share of the cost.</summary>
    public static AuxiliarySolution Solve(TeamMatrices team, AuxiliarySystem system)
    {
        LqrSolution solution = LqrSolver.Solve(ScaledProblem(team));
        double[] stateScale = StateScale(team), inputScale = InputScale(team);
        double[,] gain = DenseMatrix.Map(solution.Gain, (i, j, entry) => entry * stateScale[j] / inputScale[i]);
        double[,] costToGo = DenseMatrix.Map(solution.CostToGo, (i, j, entry) => stateScale[i] * stateScale[j] * entry);
        return AuxiliarySolution.Of(system, 1, solution, gain, costToGo);
    }

    /// <summary>The regulator of √N_l·x̄^l.</summary>
    public static LqrProblem ScaledProblem(TeamMatrices team) => new()
    {
        A = team.A.MeanField(0.5, 0.5),
        B = team.B.MeanField(0.5, 0.5),
        Q = team.Q.MeanField(0.5, 0.5),
        R = team.R.MeanField(0.5, 0.5),
        W = team.W.MeanField(0.5, 0.5),
    };

    /// <summary>√N_l for each state of x̄.</summary>
    public static double[] StateScale(TeamMatrices team) => Scale(team.Sizes, team.A.RowCounts);

    /// <summary>√N_l for each input of ū.</summary>
    public static double[] InputScale(TeamMatrices team) => Scale(team.Sizes, team.R.RowCounts);

    private static double[] Scale(IReadOnlyList<int> sizes, IReadOnlyList<int> counts) =>
        sizes.SelectMany((size, l) => Enumerable.Repeat(Math.Sqrt(size), counts[l])).ToArray();
}
