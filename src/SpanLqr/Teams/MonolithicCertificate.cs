using System;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>Checks a team's solution against the Riccati equation of the whole system.</summary>
public static class MonolithicCertificate
{
    /// <summary>The largest whole state for which the check is made: its Riccati equation still takes seconds.</summary>
    public const int MaxStates = 400;

    /// <summary>Solves the whole system, without the decomposition, and compares the gain of all agents and the cost.</summary>
    /// <remarks>
    /// Where the whole system's equation cannot be solved the errors are infinite: nothing is certified then.
    /// Cost: one Riccati equation of N_1·d_1 + … + N_L·d_L states.
    /// </remarks>
    /// <param name="problem">The team.</param>
    /// <param name="solution">Its solution, Ok.</param>
    /// <returns>The differences, or null where the whole state has more than <see cref="MaxStates"/> entries.</returns>
    /// <exception cref="ArgumentException">
    /// The problem is malformed, as in <see cref="TeamDecomposition.Of(TeamProblem)"/>; the solution is not Ok, or not one of this problem.
    /// </exception>
    public static TeamCertificate? Check(TeamProblem problem, TeamSolution solution)
    {
        TeamChecks.Check(problem);
        MonolithicGain.RequireOk(solution, nameof(solution));
        if (!problem.Populations.Select(Shape).SequenceEqual(solution.Populations.Select(Shape)))
        {
            throw new ArgumentException("The solution is not of this problem: sizes or dimensions of the populations differ.", nameof(solution));
        }

        if (problem.Populations.Sum(p => (long)p.StateDim * p.Size) > MaxStates)
        {
            return null;
        }

        MonolithicTeam team = MonolithicTeam.Of(problem);
        LqrSolution whole = LqrSolver.Solve(new LqrProblem { A = team.A, B = team.B, Q = team.Q, R = team.R, W = team.W });
        return whole.IsOk
            ? new TeamCertificate(GainError(MonolithicGain.Of(solution), whole.Gain), CostError(solution.Cost, whole.Cost))
            : new TeamCertificate(double.PositiveInfinity, double.PositiveInfinity);
    }

    private static (int Size, int States, int Inputs) Shape(Population population) =>
        (population.Size, population.StateDim, population.InputDim);

    private static (int Size, int States, int Inputs) Shape(AuxiliarySolution solution) =>
        (solution.Size, solution.Gain.GetLength(1), solution.Gain.GetLength(0));

    private static double GainError(double[,] assembled, double[,] whole) =>
        Norm(DenseMatrix.Map(assembled, (i, j, entry) => entry - whole[i, j])) / (1 + Norm(whole));

    private static double CostError(double assembled, double whole) => Math.Abs(assembled - whole) / (1 + Math.Abs(whole));

    private static double Norm(double[,] matrix) => Math.Sqrt(matrix.Cast<double>().Sum(entry => entry * entry));
}
