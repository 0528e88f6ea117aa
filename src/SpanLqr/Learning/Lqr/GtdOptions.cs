using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>The settings of <see cref="GtdCritic"/> beyond its data.</summary>
public sealed record GtdOptions
{
    /// <summary>p·α of the steps α/√t, p = (n+m)(n+m+1)/2, positive.</summary>
    public double Step { get; init; } = 0.2;

    /// <summary>Γ¹ in units of the mean cost: γ¹, the estimate of C(K), is kept in [0, Γ¹], ξ¹ in [−Γ¹, Γ¹].</summary>
    public double CostBound { get; init; } = 2;

    /// <summary>Γ² in units of the mean cost: ‖γ²‖ ≤ Γ².</summary>
    public double PrimalRadius { get; init; } = 20;

    /// <summary>Ξ² in units of the mean cost: ‖ξ²‖ ≤ Ξ².</summary>
    public double DualRadius { get; init; } = 20;

    internal void Check()
    {
        foreach ((double value, string name) in new[]
        {
            (Step, nameof(Step)), (CostBound, nameof(CostBound)), (PrimalRadius, nameof(PrimalRadius)), (DualRadius, nameof(DualRadius)),
        })
        {
            if (!(value > 0))
            {
                throw new ArgumentOutOfRangeException(name, value, "It must be positive.");
            }
        }
    }
}
