namespace SpanLqr.Plants;

/// <summary>What the weights of a continuous plant weigh.</summary>
public enum StepWeights
{
    /// <summary>∫(x'Qx + 2x'Su + u'Ru)dt, between the samples too.</summary>
    Integrated = 0,

    /// <summary>The values at the sampling instants.</summary>
    Sampled,
}
