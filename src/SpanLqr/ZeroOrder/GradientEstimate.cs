namespace SpanLqr.ZeroOrder;

/// <summary>What one estimate was worth; the gradient itself lies in the caller's span.</summary>
/// <param name="Cost">The mean cost of the accepted rollouts, an estimate of the smoothed cost; NaN where none is left.</param>
/// <param name="Variance">tr Cov of the mean gradient, estimated from the scatter of the samples; NaN for fewer than two.</param>
/// <param name="Accepted">Samples that entered the mean.</param>
/// <param name="Rejected">Samples left out because a rollout of theirs diverged.</param>
/// <param name="Rollouts">Rollouts run.</param>
public readonly record struct GradientEstimate(double Cost, double Variance, int Accepted, int Rejected, int Rollouts);
