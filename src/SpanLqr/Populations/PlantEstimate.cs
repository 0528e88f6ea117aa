using SpanLqr.Rollouts;

namespace SpanLqr.Populations;

/// <summary>What rollouts of a plant came to; those that diverged are counted and left out of everything else.</summary>
public sealed record PlantEstimate
{
    /// <summary>Mean and spread of the rollouts' costs: the average of a step, or the total over the loop's horizon.</summary>
    public required RolloutStatistics Costs { get; init; }

    /// <summary>The standard error of the mean cost, formed as that of <see cref="PopulationEstimate.StandardError"/>.</summary>
    public required double StandardError { get; init; }

    /// <summary>χ after the last step, its mean over the rollouts.</summary>
    public required double[] FinalMean { get; init; }

    /// <summary>χχ' after the last step, its mean over the rollouts.</summary>
    public required double[,] FinalSecondMoment { get; init; }
}
