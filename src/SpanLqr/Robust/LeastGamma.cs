namespace SpanLqr.Robust;

/// <summary>The least viable level, to 1e-9 relative and itself viable.</summary>
/// <param name="MeanField">For infinitely many agents; NaN where no level is viable.</param>
/// <param name="Finite">For N agents; NaN where no level is viable, null where the problem gives no N.</param>
/// <param name="Evaluations">Levels at which the game was solved.</param>
public readonly record struct LeastGamma(double MeanField, double? Finite, int Evaluations);
