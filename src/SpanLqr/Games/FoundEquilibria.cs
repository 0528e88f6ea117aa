using System.Collections.Generic;

namespace SpanLqr.Games;

/// <summary>What a search came to: equilibria, the one of least ρ(F) first, or one entry with the reason why there is none.</summary>
internal sealed record FoundEquilibria(IReadOnlyList<FoundEquilibrium> All, EquilibriumCount Count);
