namespace SpanLqr.Games;

/// <summary>What became of the iteration of best response and consistency.</summary>
/// <param name="Iterations">Best responses taken; 0 for the closed form.</param>
/// <param name="Damping">The share θ of the last steps F ← F + θ(F⁺ − F); 1 where the iteration never had to be damped.</param>
/// <param name="Residual">‖(F⁺, c⁺) − (F, c)‖_F for the law (F⁺, c⁺) that the best response to (F, c) brings about.</param>
public readonly record struct ConvergenceReport(int Iterations, double Damping, double Residual);
