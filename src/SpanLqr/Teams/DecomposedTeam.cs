using System.Collections.Generic;

namespace SpanLqr.Teams;

/// <summary>A team as L + 1 independent systems.</summary>
/// <param name="Deviations">For each population, the system that one agent's deviation x̃ = x − x̄ obeys.</param>
/// <param name="MeanField">The system that the stacked means x̄ = (x̄¹, …, x̄ᴸ) obey.</param>
/// <param name="Sizes">N_1 … N_L.</param>
public sealed record DecomposedTeam(IReadOnlyList<AuxiliarySystem> Deviations, AuxiliarySystem MeanField, IReadOnlyList<int> Sizes);
