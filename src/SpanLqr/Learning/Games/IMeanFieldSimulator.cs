using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Games;

/// <summary>All that a learner may know of a mean-field game: what policies cost in the current mean field, and how to move it.</summary>
/// <remarks>Behind it may stand our simulation or one of the user's own. The law of the mean field stays inside.</remarks>
public interface IMeanFieldSimulator : IMeanFieldGame
{
    /// <summary>What gains [K¹ K²] of the generic agent of a population cost in the current mean field, offset and drift left out.</summary>
    /// <param name="population">l.</param>
    ICostOracle GainCosts(int population);

    /// <summary>What offsets κ of the generic agent of a population cost in the current mean field, with the gains as published.</summary>
    /// <param name="population">l.</param>
    ICostOracle OffsetCosts(int population);
}
