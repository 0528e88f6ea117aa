namespace SpanLqr.Accuracy;

/// <summary>What there is to find.</summary>
internal enum Expectation
{
    /// <summary>A stabilising solution.</summary>
    Stabilising,

    /// <summary>A limit whose closed loop keeps an eigenvalue on the unit circle.</summary>
    Limit,

    /// <summary>Nothing: a hypothesis is broken.</summary>
    Refusal,
}
