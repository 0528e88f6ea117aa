using System;

namespace SpanLqr.Teams;

/// <summary>Checks a team's solution against the Riccati equation of the whole system.</summary>
public static class MonolithicCertificate
{
    /// <summary>The largest whole state for which the check is made.</summary>
    public const int MaxStates = 400;

    /// <summary>Solves the whole system, without the decomposition, and compares.</summary>
    /// <param name="problem">The team.</param>
    /// <param name="solution">Its solution.</param>
    /// <returns>The differences, or null where the whole state has more than <see cref="MaxStates"/> entries.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, or the solution is not one of it.</exception>
    public static TeamCertificate? Check(TeamProblem problem, TeamSolution solution) => throw new NotImplementedException();
}
