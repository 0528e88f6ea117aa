using System;
using System.Collections.Generic;
using SpanLqr.Games;

namespace SpanLqr.Learning.Games;

/// <summary>A simulator that can also run a population's agent without noise, from a start of one's own and with a push on its first input.</summary>
/// <remarks>
/// Such a quiet rollout costs exactly J(s, d) = J(s, 0) + b(s)'d + d'Gd, d the push and b affine in the start s = (z, z̄): what
/// <see cref="FirstInputLearner"/> learns from. Behind it may stand our simulation or one of the user's own.
/// </remarks>
public interface IFirstInputSimulator : IMeanFieldGame
{
    /// <summary>
    /// The same as <see cref="IMeanFieldGame.Publish"/> for any policies: the mean field need not be stable, for quiet rollouts are as short as one wants.
    /// </summary>
    /// <param name="policies">One a population.</param>
    void Announce(IReadOnlyList<AffinePolicy> policies);

    /// <summary>Sizes at which starts are worth looking at, one for each entry of (z, z̄).</summary>
    /// <param name="population">l.</param>
    /// <returns>m + L·m numbers above 0.</returns>
    IReadOnlyList<double> StartScales(int population);

    /// <summary>What quiet rollouts of the generic agent of a population cost in the current mean field, in all their steps together.</summary>
    /// <param name="population">l.</param>
    /// <param name="policy">What the agent plays, but for its first input.</param>
    /// <param name="steps">T, at least 1.</param>
    /// <param name="starts">(z, z̄), m + L·m entries a rollout.</param>
    /// <param name="pushes">What is added to the first input, k entries a rollout.</param>
    /// <param name="costs">Receives Σ_{t &lt; T} of the stage costs, one a rollout.</param>
    void QuietCosts(int population, AffinePolicy policy, int steps, ReadOnlySpan<double> starts, ReadOnlySpan<double> pushes, Span<double> costs);
}
