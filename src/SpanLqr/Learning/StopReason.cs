namespace SpanLqr.Learning;

/// <summary>Why a learner with an estimate of its own error has ended.</summary>
public enum StopReason
{
    /// <summary>It has not.</summary>
    None = 0,

    /// <summary>The estimated gap is within the target.</summary>
    Target,

    /// <summary>The budget is spent.</summary>
    Budget,

    /// <summary>The slowest mode of the loop is too slow for the budget to check the policy.</summary>
    SlowLoop,

    /// <summary>No gain was found under which the plant does not grow.</summary>
    NotStabilised,

    /// <summary>Everything it tries diverges.</summary>
    Diverged,

    /// <summary>The costs do not become stationary within the longest rollouts.</summary>
    NotStationary,

    /// <summary>Further steps no longer lower the cost.</summary>
    NoProgress,
}
