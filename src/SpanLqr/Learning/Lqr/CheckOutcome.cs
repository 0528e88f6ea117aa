namespace SpanLqr.Learning.Lqr;

/// <summary>What a run of a policy on the plant says of the model it was computed from.</summary>
internal enum CheckOutcome
{
    /// <summary>No growth, and the mean cost is the predicted one.</summary>
    Confirmed,

    /// <summary>The plant grows, or costs another amount.</summary>
    Refuted,

    /// <summary>The budget does not reach for it.</summary>
    Unaffordable,
}
