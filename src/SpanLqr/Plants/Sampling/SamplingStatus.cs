namespace SpanLqr.Plants;

/// <summary>How sampling ended.</summary>
public enum SamplingStatus
{
    /// <summary>The sampled plant can be used.</summary>
    Ok = 0,

    /// <summary>An input holds a NaN or an infinity.</summary>
    NonFinite,

    /// <summary>[[Q, S], [S', R]] is not positive semidefinite, and the weights were not declared indefinite.</summary>
    WeightsNotPositiveSemidefinite,

    /// <summary>W is not positive semidefinite.</summary>
    NoiseNotPositiveSemidefinite,

    /// <summary>The plant grows so fast that its numbers overflow within one step.</summary>
    Overflow,
}
