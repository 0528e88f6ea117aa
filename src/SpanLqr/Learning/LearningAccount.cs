namespace SpanLqr.Learning;

/// <summary>What learning has cost so far.</summary>
/// <param name="Rollouts">Rollouts, or trajectories, run.</param>
/// <param name="Steps">Steps of the plant in all of them.</param>
/// <param name="Rejected">Samples left out, and steps taken back, because the plant diverged.</param>
public readonly record struct LearningAccount(long Rollouts, long Steps, long Rejected)
{
    /// <summary>The sum of two accounts.</summary>
    /// <param name="x">One.</param>
    /// <param name="y">The other.</param>
    public static LearningAccount operator +(LearningAccount x, LearningAccount y) =>
        new(x.Rollouts + y.Rollouts, x.Steps + y.Steps, x.Rejected + y.Rejected);
}
