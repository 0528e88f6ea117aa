using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>
/// From a continuous plant ẋ = Ax + Bu + w, w white of intensity W, whose input is held over each step of length h, to the discrete one
/// x⁺ = Φx + Γu + w_d that is the same at the sampling instants and costs the same in between.
/// </summary>
public static class Sampling
{
    /// <summary>The entries of workspace that <see cref="Sample"/> needs: about 45n² + 16nm.</summary>
    /// <param name="shape">The shape.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => SamplingRun<TShape>.WorkspaceLength(shape);

    /// <summary>
    /// Φ = e^{Ah}, Γ = ∫₀ʰe^{As}ds·B, W_d = V(h), V(s) = ∫₀ˢe^{Av}W(e^{Av})'dv,
    /// [[Q_d, S_d], [S_d', R_d]] = ∫₀ʰ e^{−ρs} e^{M's}[[Q, S], [S', R]]e^{Ms} ds with M = [[A, B], [0, 0]].
    /// </summary>
    /// <param name="shape">The shape, n states and m inputs.</param>
    /// <param name="model">A, B, Q, R and perhaps S, in continuous time.</param>
    /// <param name="noise">W, n×n, symmetric.</param>
    /// <param name="step">h, positive.</param>
    /// <param name="options">The discount, and whether the weights may be indefinite.</param>
    /// <param name="destination">Receives the sampled matrices, and factors of weight and noise where they are asked for.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>The status, and the cost of a step that no input can change; the outputs are NaN unless it is Ok.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; a weight or W is not symmetric; an output or the workspace overlaps another span; or the shape has no size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not a positive number; or the rate of discount is not a number ≥ 0.</exception>
    /// <remarks>
    /// A is balanced by powers of two; on a short step h/2^k with ‖A‖₁h/2^k ≤ ½ every integral is a Gauss–Legendre sum of squares, then the
    /// step is doubled k times. Weight and noise are carried as factors, so that W_d and the weight are semidefinite by construction and
    /// no term cancels another; e^{−A'h}, which costs the block exponential its digits on stiff plants, is never formed. Errors are
    /// relative to the largest ‖e^{As}‖ within a step. About 8·(4n³ + 6n²m) + k·(10n³ + 8n²m) flops. Allocates nothing.
    /// Source of what is computed: C. F. Van Loan, IEEE Trans. Automatic Control 23 (1978), by another method.
    /// </remarks>
    public static SamplingResult Sample<TShape>(
        TShape shape,
        in LqrModel model,
        ReadOnlySpan<double> noise,
        double step,
        SamplingOptions options,
        in SampledSpans destination,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        SamplingBorder.Check(shape, model, noise, step, options, destination, workspace);
        SamplingResult result = Dense.IsFinite(model.A) && Dense.IsFinite(model.B) && Dense.IsFinite(model.Q) && Dense.IsFinite(model.R)
            && Dense.IsFinite(model.S) && Dense.IsFinite(noise)
            ? new SamplingRun<TShape>(shape, step, options.DiscountRate, workspace).Run(model, noise, options.Indefinite, destination)
            : new SamplingResult(SamplingStatus.NonFinite, 0, double.NaN);
        if (!result.IsOk)
        {
            destination.A.Fill(double.NaN);
            destination.B.Fill(double.NaN);
            destination.Q.Fill(double.NaN);
            destination.S.Fill(double.NaN);
            destination.R.Fill(double.NaN);
            destination.W.Fill(double.NaN);
            destination.WeightFactor.Fill(double.NaN);
            destination.NoiseFactor.Fill(double.NaN);
        }

        return result;
    }
}
