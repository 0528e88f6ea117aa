namespace SpanLqr.Learning.Lqr;

/// <summary>How <see cref="LeastSquaresPolicyIteration"/> improves a policy on the data it has.</summary>
public enum PolicyStep
{
    /// <summary>K ← M₂₂⁻¹M₂₁: policy iteration.</summary>
    GaussNewton = 0,

    /// <summary>K ← K − E_K/λ_max(M₂₂): the natural gradient of the actor–critic papers, repeated on the same data.</summary>
    NaturalGradient,
}
