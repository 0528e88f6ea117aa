namespace SpanLqr.Learning;

/// <summary>What a rollout's cost is.</summary>
public enum RolloutModel
{
    /// <summary>
    /// The sum over T steps from x_0 ~ N(0, W) without further noise; its expectation tends to tr(P_K W), as T grows, at the rate of ρ(A − BK)^2T.
    /// The noise of a gradient estimated from pairs vanishes with the gradient itself.
    /// </summary>
    NoiseInitial = 0,

    /// <summary>The mean cost of a step with noise, after a burn-in.</summary>
    Ergodic,
}
