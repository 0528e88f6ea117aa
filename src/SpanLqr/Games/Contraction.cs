namespace SpanLqr.Games;

/// <summary>The numbers of the paper's contraction conditions at the equilibrium.</summary>
/// <remarks>
/// T1 &lt; 1 and T2 &lt; 1 are sufficient, not necessary: a game with T1 ≥ 1 may well have an equilibrium, and one that was found is one.
/// Source: multi-population LQ mean-field games, Theorem 3, with (I − H)⁻¹ in place of (I − H^k)⁻¹.
/// </remarks>
/// <param name="T1">‖V(I − H)⁻¹C_Z‖₂.</param>
/// <param name="T2">‖V[(I − H)⁻¹C_Z − X](I − F)⁻¹‖₂, by which an offset of the mean field moves the offset of the response.</param>
public readonly record struct Contraction(double T1, double T2);
