using System;

namespace SpanLqr.Teams;

/// <summary>Finds who can be exchanged with whom.</summary>
public static class ExchangeablePartition
{
    /// <summary>The coarsest partition of the agents in which every pair of a class is exchangeable.</summary>
    /// <param name="team">The whole system.</param>
    /// <param name="tolerance">How far an exchange may move an entry, relative to the largest entry of its matrix.</param>
    /// <returns>The classes, and the team they make.</returns>
    /// <exception cref="ArgumentException">The team is malformed.</exception>
    public static TeamPartition Find(MonolithicTeam team, double tolerance = 1e-9) => throw new NotImplementedException();
}
