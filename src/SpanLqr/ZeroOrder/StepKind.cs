namespace SpanLqr.ZeroOrder;

/// <summary>How the steps of a descent change.</summary>
public enum StepKind
{
    /// <summary>From η on: halved until the estimated cost falls, on the same noise before and after; tried longer after a success.</summary>
    Backtracking = 0,

    /// <summary>η.</summary>
    Constant,

    /// <summary>η/√(1 + k/k₀) in iteration k.</summary>
    Decaying,
}
