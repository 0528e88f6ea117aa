using System.Numerics;

namespace SpanLqr.Games;

/// <summary>How many equilibria with a stable mean field a game has, as far as its eigenvalues decide it.</summary>
/// <remarks>
/// The law F of every equilibrium lives on n = L·m of the eigenvalues inside the unit circle of the pencil
/// λ[[I, BR⁻¹B'],[0, A']] − [[A, 0],[−𝐐, I]]. With k of them, k &lt; n proves that there is no equilibrium, k = n that there is at most one; k &gt; n leaves one
/// for each real deflating subspace of n dimensions whose upper block is regular.
/// </remarks>
/// <param name="Order">n = L·m.</param>
/// <param name="StableEigenvalues">k; null where it was not computed, as in games of more than <see cref="GameOptions.LargestPencil"/> mean states.</param>
/// <param name="IsUnique">Whether the equilibrium is the only one; null where that is not known.</param>
/// <param name="Equilibria">
/// How many there are, each confirmed by its own best response; null where they were not all looked at, or where a repeated eigenvalue may carry a
/// continuum of them.
/// </param>
/// <param name="CircleMode">An eigenvalue on the unit circle, to rounding, that the mean field would need; null where there is none.</param>
public sealed record EquilibriumCount(int Order, int? StableEigenvalues, bool? IsUnique, int? Equilibria, Complex? CircleMode = null);
