namespace SpanLqr.ZeroOrder;

/// <summary>How a gradient is estimated from costs, U a random direction and r the smoothing radius.</summary>
public enum GradientRule
{
    /// <summary>(D/2r)·[J(θ + rU) − J(θ − rU)]·U.</summary>
    TwoPoint = 0,

    /// <summary>(D/r)·J(θ + rU)·U: one rollout a sample, and a variance that grows like (J/r)².</summary>
    OnePoint,

    /// <summary>(D/r)·[J(θ + rU) − J(θ)]·U.</summary>
    Baseline,
}
