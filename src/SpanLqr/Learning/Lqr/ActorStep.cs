using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Lqr;

/// <summary>The step lengths of an actor, K ← K − ηÊ_K.</summary>
/// <param name="Rule">Constant or decaying.</param>
/// <param name="RelativeToCurvature">
/// Whether η is a multiple of 1/λ_max(Δ̂₂₂), Δ̂₂₂ being the critic's estimate of R + B'P_KB. With the exact critic any multiple below 2
/// makes the cost fall, and 1 is the best of them; nothing of the model is needed for it. Otherwise η is taken as it is.
/// </param>
public readonly record struct ActorStep(StepRule Rule, bool RelativeToCurvature)
{
    /// <summary>η = 1/λ_max(Δ̂₂₂) always.</summary>
    public static ActorStep Curvature => new(new StepRule(StepKind.Constant, 1), true);

    /// <summary>η = 1/λ_max(Δ̂₂₂) at first, shrinking like 1/√(1 + k/10) later, which averages the noise of a critic's estimates.</summary>
    public static ActorStep Averaging => new(new StepRule(StepKind.Decaying, 1, 10), true);

    /// <summary>The same η always, such as that of the paper's Assumption 3.</summary>
    /// <param name="step">η.</param>
    public static ActorStep Constant(double step) => new(new StepRule(StepKind.Constant, step), false);
}
