using System;

namespace SpanLqr.ZeroOrder;

/// <summary>All that a zero-order learner may know of a plant: what rollouts under given parameters cost.</summary>
/// <remarks>
/// The border between a learner and the world: behind it may stand our simulations, a simulator of the user's own or a machine on a
/// bench. The parameters of a linear policy are the entries of its gain, row by row.
/// </remarks>
public interface ICostOracle
{
    /// <summary>D, the number of parameters.</summary>
    int ParameterCount { get; }

    /// <summary>How many steps of the plant one rollout takes; for the account only.</summary>
    int StepsPerRollout { get; }

    /// <summary>Runs one rollout for each row of parameters.</summary>
    /// <param name="parameters">V·keys.Length rows of D entries: V variants, one after the other.</param>
    /// <param name="keys">Names of noises. Row v·keys.Length + i is run on noise i: the variants share their random numbers.</param>
    /// <param name="costs">
    /// Receives one cost a row, finite or +∞ where the rollout diverged. A learner takes NaN for diverged too. The cost of a row must
    /// depend on nothing but the row and its key wherever results are to be repeatable.
    /// </param>
    void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<ulong> keys, Span<double> costs);
}
