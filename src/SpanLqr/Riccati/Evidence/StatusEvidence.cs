using System;
using System.Numerics;

namespace SpanLqr.Riccati;

/// <summary>What a status other than Ok rests on.</summary>
/// <param name="Eigenvalue">
/// The mode that breaks the hypothesis, for <see cref="SolveStatus.NotStabilisable"/>, <see cref="SolveStatus.NotDetectable"/> and
/// <see cref="SolveStatus.UnitCircleEigenvalue"/>: one of a conjugate pair. For <see cref="SolveStatus.InputWeightNotPositiveDefinite"/> a
/// value x'Rx/x'x ≤ 0 of R scaled to a diagonal of about 1, so an upper bound of its least eigenvalue; for
/// <see cref="SolveStatus.StateWeightNotPositiveSemidefinite"/> the least eigenvalue of Q − SR⁻¹S' relative to ‖Q‖. NaN otherwise.
/// </param>
/// <param name="Residual">
/// ‖DARE(P) − P‖_F / (1 + ‖P‖_F) of the best iterate, for <see cref="SolveStatus.IllConditioned"/>; NaN where there was none, and otherwise.
/// </param>
/// <param name="LostDigits">
/// The decimal digits that the problem takes from the sixteen of a double, for <see cref="SolveStatus.IllConditioned"/>: log₁₀ of the
/// estimated error of P, or of the rounding of A − BK, over the unit roundoff; or the condition of a weight whose sign rounding hides. NaN where there was no iterate, and otherwise.
/// </param>
/// <remarks>
/// An eigenvalue is given only where a vector proves it: with a change of every entry of the matrices by its rounding the hypothesis
/// fails exactly. NotStabilisable: w*A = λw*, w*B = 0, |λ| ≥ 1. NotDetectable: Av = λv, Qv = 0, |λ| = 1, of A − BR⁻¹S' and Q − SR⁻¹S' where
/// there is an S. UnitCircleEigenvalue: the pencil of the optimality conditions is singular at λ, |λ| = 1. Source: Hautus, Proc. Kon. Ned.
/// Akad. Wetensch. A 72 (1969); Lancaster and Rodman, Algebraic Riccati Equations, chapter 12.
/// </remarks>
public readonly record struct StatusEvidence(Complex Eigenvalue, double Residual, double LostDigits)
{
    /// <summary>No evidence.</summary>
    public static StatusEvidence None => new(new Complex(double.NaN, double.NaN), double.NaN, double.NaN);

    /// <summary>Whether there is an eigenvalue.</summary>
    public bool HasEigenvalue => !double.IsNaN(Eigenvalue.Real);

    /// <summary>Whether it is known how many digits are lost.</summary>
    public bool HasLostDigits => !double.IsNaN(LostDigits);

    internal static StatusEvidence Of(Complex eigenvalue) => new(eigenvalue, double.NaN, double.NaN);

    internal static StatusEvidence OfDigits(double residual, double lost) => new(new Complex(double.NaN, double.NaN), residual, lost);
}
