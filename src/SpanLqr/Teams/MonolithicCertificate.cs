using System;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

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
        RequireSolutionOf(problem, solution);
        return IsTooLarge(problem)
            ? null
            : Compare(Whole(MonolithicTeam.Of(problem)), MonolithicGain.Of(solution), solution.Cost);
    }

    /// <summary>Checks a solution of the averaged team against the matrices that were given, which its classes share only to a tolerance.</summary>
    /// <remarks>
    /// The gain and the optimal cost are those of the given matrices, and the cost is what the assembled policy costs on them, by
    /// the Lyapunov equation of the whole closed loop: infinite where the policy does not stabilise it. Where nothing had to be
    /// averaged this is the check of the partition's problem.
    /// Cost: one Riccati and one Lyapunov equation of all states.
    /// </remarks>
    /// <param name="team">The whole system as given.</param>
    /// <param name="partition">The partition of its agents.</param>
    /// <param name="solution">A solution of the partition's problem, Ok.</param>
    /// <returns>The differences, or null where the whole state has more than <see cref="MaxStates"/> entries.</returns>
    /// <exception cref="ArgumentException">The team is malformed; the solution is not Ok, or not one of the partition's problem.</exception>
    public static TeamCertificate? Check(MonolithicTeam team, TeamPartition partition, TeamSolution solution)
    {
        MonolithicChecks.Check(team);
        ArgumentNullException.ThrowIfNull(partition);
        RequireSolutionOf(partition.Problem, solution);
        if (partition.Classes.Sum(c => c.Count) != team.Agents.Count)
        {
            throw new ArgumentException("The partition is not of this team: the numbers of agents differ.", nameof(partition));
        }

        if (IsTooLarge(partition.Problem))
        {
            return null;
        }

        if (partition.AveragingError == 0)
        {
            return Check(partition.Problem, solution);
        }

        LqrProblem whole = Whole(team);
        double[,] gain = MonolithicGain.Of(solution, partition);
        PolicyValue value = LqrPolicy.Evaluate(whole, gain);
        return Compare(whole, gain, value.Status is SolveStatus.Ok or SolveStatus.Unstable ? value.Cost : double.NaN);
    }

    private static TeamCertificate Compare(LqrProblem problem, double[,] gain, double cost)
    {
        LqrSolution whole = LqrSolver.Solve(problem);
        return new TeamCertificate
        {
            MonolithicGainError = whole.IsOk ? GainError(gain, whole.Gain) : double.PositiveInfinity,
            MonolithicCostError = whole.IsOk ? CostError(cost, whole.Cost) : double.PositiveInfinity,
            PolicyCost = cost,
            OptimalCost = whole.IsOk ? whole.Cost : double.NaN,
        };
    }

    private static LqrProblem Whole(MonolithicTeam team) =>
        new() { A = team.A, B = team.B, Q = Symmetric(team.Q), R = Symmetric(team.R), W = team.W is { } w ? Symmetric(w) : null };

    private static double[,] Symmetric(double[,] matrix) => DenseMatrix.HalfSum(matrix, matrix);

    private static bool IsTooLarge(TeamProblem problem) => problem.Populations.Sum(p => (long)p.StateDim * p.Size) > MaxStates;

    private static void RequireSolutionOf(TeamProblem problem, TeamSolution solution)
    {
        MonolithicGain.RequireOk(solution, nameof(solution));
        if (!problem.Populations.Select(Shape).SequenceEqual(solution.Populations.Select(Shape)))
        {
            throw new ArgumentException("The solution is not of this problem: sizes or dimensions of the populations differ.", nameof(solution));
        }
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
