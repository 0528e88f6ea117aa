using System.Collections.Generic;

namespace SpanLqr.Teams;

/// <summary>The populations found in a <see cref="MonolithicTeam"/>.</summary>
/// <param name="Problem">The team, population l being class l, each block the average over the class.</param>
/// <param name="Classes">The agents (counted from 0) of each class, ascending; classes in the order of their first agent.</param>
/// <param name="AveragingError">
/// The most an entry of the given matrices differs from the averaged one, relative to the largest entry of its matrix.
/// </param>
public sealed record TeamPartition(TeamProblem Problem, IReadOnlyList<IReadOnlyList<int>> Classes, double AveragingError);
