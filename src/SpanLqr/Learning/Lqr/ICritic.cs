using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>Evaluates a policy u = −Kx by its action values.</summary>
public interface ICritic
{
    /// <summary>n.</summary>
    int StateDim { get; }

    /// <summary>m.</summary>
    int InputDim { get; }

    /// <summary>Estimates Δ_K, with which the action value of (x, u) is (x, u)'Δ_K(x, u) and E_K = Δ₂₂K − Δ₂₁.</summary>
    /// <param name="gain">K, m×n.</param>
    /// <param name="iteration">Which evaluation this is: another number, other data.</param>
    /// <param name="actionValue">
    /// (n+m)², symmetric. On entry the answer for a policy near by, from which a critic that iterates may start, or zero; on return Δ_K, or
    /// NaN where there is no estimate.
    /// </param>
    /// <returns>Whether there is an estimate, of what cost, and what it took.</returns>
    CriticEstimate Evaluate(ReadOnlySpan<double> gain, int iteration, Span<double> actionValue);
}
