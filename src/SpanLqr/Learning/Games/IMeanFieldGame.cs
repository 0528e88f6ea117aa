using System.Collections.Generic;
using SpanLqr.Games;

namespace SpanLqr.Learning.Games;

/// <summary>What every learner of a mean-field game needs: its sizes, and a way to move the mean field.</summary>
/// <remarks>Behind it may stand our simulation or one of the user's own. The law of the mean field stays inside.</remarks>
public interface IMeanFieldGame
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
}
