using System.Collections.Generic;
using SpanLqr.Rollouts;

namespace SpanLqr.Populations;

/// <summary>What rollouts of populations came to; those that diverged are counted and left out of everything else.</summary>
public sealed record PopulationEstimate
{
    /// <summary>Mean and spread of the rollouts' costs: the average of a step, or the total over the loop's horizon.</summary>
    public required RolloutStatistics Costs { get; init; }

    /// <summary>
    /// The standard error of the mean cost. Of several rollouts, from their spread. Of one alone with no horizon, from the spread of the averages
    /// of 32 stretches of it, at least <see cref="PopulationSimulation.LeastBatch"/> steps each, which is too small where a stretch is not long against
    /// the time in which the loop forgets. NaN where there is neither.
    /// </summary>
    public required double StandardError { get; init; }

    /// <summary>The mean of the second cost; 0 where the loop has none.</summary>
    public required double Performance { get; init; }

    /// <summary>The mean energy of the noise, Σ_l Σ_i ‖w^i‖²/N_l + ‖c‖².</summary>
    public required double NoiseEnergy { get; init; }

    /// <summary>The steps that all agents took together, or would have taken where they were not simulated one by one.</summary>
    public required long AgentSteps { get; init; }

    /// <summary>χ after the last step, its mean over the rollouts.</summary>
    public required IReadOnlyList<double> FinalMeans { get; init; }

    /// <summary>For each population (1/N)Σ x^i x^i' after the last step, its mean over the rollouts.</summary>
    public required IReadOnlyList<double[,]> FinalSecondMoments { get; init; }

    /// <summary>For each population what one of its agents paid a step, the mean over the rollouts; null where agents share their costs.</summary>
    public IReadOnlyList<double>? AgentCosts { get; init; }
}
