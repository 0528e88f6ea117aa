using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>Costs of rollouts without noise of which start and first input are chosen: quadratic in both for a linear plant.</summary>
/// <remarks>
/// Behind it may stand our simulation or a simulator of the user's own whose noise can be switched off. A discount, a drift and matrices
/// that change with time stay inside.
/// </remarks>
public interface IFirstInputCosts
{
    /// <summary>n.</summary>
    int StateDim { get; }

    /// <summary>m.</summary>
    int InputDim { get; }

    /// <summary>T of a problem over a horizon; null where there is no end.</summary>
    int? Horizon { get; }

    /// <summary>The costs of so many steps from a stage on, with what the last state costs where they reach the horizon.</summary>
    /// <param name="stage">t, 0 where there is no horizon.</param>
    /// <param name="steps">T, at least 1.</param>
    /// <param name="later">[K κ] of u = −Kx − κ, m×(n+1), for each later step in order, T − 1 of them; or one for all.</param>
    /// <param name="starts">x_t, n entries a rollout.</param>
    /// <param name="inputs">u_t, m entries a rollout.</param>
    /// <param name="costs">Receives the cost of each rollout; not finite where the plant diverged.</param>
    void Costs(int stage, int steps, ReadOnlySpan<double> later, ReadOnlySpan<double> starts, ReadOnlySpan<double> inputs, Span<double> costs);
}
