using System.Collections.Generic;
using SpanLqr.Games;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Games;

/// <summary>All that a learner may know of a mean-field game: what policies cost in the current mean field, and how to move it.</summary>
/// <remarks>Behind it may stand our simulation or one of the user's own. The law of the mean field stays inside.</remarks>
public interface IMeanFieldSimulator
{
    /// <summary>L, the number of populations.</summary>
    int PopulationCount { get; }

    /// <summary>m, the number of states of every agent.</summary>
    int StateDim { get; }

    /// <summary>The number of inputs of an agent.</summary>
    /// <param name="population">l.</param>
    int InputDim(int population);

    /// <summary>Takes the policies of all populations; from now on the mean field is the one that they make.</summary>
    /// <param name="policies">One a population.</param>
    /// <param name="round">Which round this is: the same answer for the same policies and round.</param>
    /// <returns>What it took; or null where the mean field of these policies is not stable.</returns>
    LearningAccount? Publish(IReadOnlyList<AffinePolicy> policies, int round);

    /// <summary>What gains [K¹ K²] of the generic agent of a population cost in the current mean field, offset and drift left out.</summary>
    /// <param name="population">l.</param>
    ICostOracle GainCosts(int population);

    /// <summary>What offsets κ of the generic agent of a population cost in the current mean field, with the gains as published.</summary>
    /// <param name="population">l.</param>
    ICostOracle OffsetCosts(int population);
}
