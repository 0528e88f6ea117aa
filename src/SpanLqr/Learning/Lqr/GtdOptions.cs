using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>The settings of <see cref="GtdCritic"/> beyond its data.</summary>
public sealed record GtdOptions
{
    /// <summary>η of the steps η/(Φ·√(1 + t/t₀)), Φ the largest ‖φ(v_t)‖² in the data, positive: with 1 no sample overshoots.</summary>
    public double Step { get; init; } = 1;

    /// <summary>t₀ of the steps, positive: the sample from which on they shrink.</summary>
    public double Delay { get; init; } = 10_000;

    /// <summary>Γ¹ in units of the mean cost: γ¹, the estimate of C(K), is kept in [0, Γ¹], ξ¹ in [−Γ¹, Γ¹].</summary>
    public double CostBound { get; init; } = 2;

    /// <summary>Γ² in units of the mean cost: ‖γ²‖ ≤ Γ².</summary>
    public double PrimalRadius { get; init; } = 100;

    /// <summary>Ξ² in units of the mean cost: ‖ξ²‖ ≤ Ξ².</summary>
    public double DualRadius { get; init; } = 100;

    internal void Check()
    {
        foreach ((double value, string name) in new[]
        {
            (Step, nameof(Step)), (Delay, nameof(Delay)), (CostBound, nameof(CostBound)), (PrimalRadius, nameof(PrimalRadius)),
            (DualRadius, nameof(DualRadius)),
        })
        {
            if (!(value > 0))
            {
                throw new ArgumentOutOfRangeException(name, value, "It must be positive.");
            }
        }
    }
}
