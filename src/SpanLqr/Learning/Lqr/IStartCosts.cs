using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>Costs of rollouts without noise from starts that are the same in every rollout: a deterministic function of the gain.</summary>
/// <remarks>
/// Without later noise the optimal gain is optimal from every start, so a fixed batch that spans the states has the same minimiser as
/// the mean over all of them. What comes of it says little about a plant whose noise cannot be switched off.
/// </remarks>
public interface IStartCosts
{
    /// <summary>n.</summary>
    int StateDim { get; }

    /// <summary>m.</summary>
    int InputDim { get; }

    /// <summary>How many starts there are: one evaluation of T steps takes this many times T steps of the plant.</summary>
    int Starts { get; }

    /// <summary>The mean over the starts of Σ_{t&lt;T} γ^t c_t under u = −Kx; +∞ where the plant diverged.</summary>
    /// <param name="gain">K, m×n.</param>
    /// <param name="steps">T, a power of two.</param>
    /// <param name="discount">γ in [0, 1].</param>
    double Cost(ReadOnlySpan<double> gain, long steps, double discount);

    /// <summary>The mean over the starts of Σ_{t&lt;T} γ^t x_t x_t', of the same rollouts.</summary>
    /// <param name="gain">K, m×n.</param>
    /// <param name="steps">T, a power of two.</param>
    /// <param name="discount">γ in [0, 1].</param>
    /// <param name="moment">Receives n×n entries.</param>
    void Moment(ReadOnlySpan<double> gain, long steps, double discount, Span<double> moment);
}
