namespace SpanLqr.Learning;

/// <summary>What a learner itself says of the policy it has, from the data it saw.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="EstimatedGap">An estimate of (C(K) − C*)/C*; +∞ where there is none.</param>
/// <param name="EstimatedBy">How the estimate was made.</param>
/// <param name="Explanation">One sentence for people.</param>
public sealed record LearningVerdict(StopReason Reason, double EstimatedGap, string EstimatedBy, string Explanation)
{
    /// <summary>Of a learner that has not ended.</summary>
    /// <param name="gap">The estimated gap so far.</param>
    /// <param name="estimatedBy">How the estimate was made.</param>
    public static LearningVerdict OfRunning(double gap, string estimatedBy) =>
        new(StopReason.None, gap, estimatedBy, "the run ended before the learner did");
}
