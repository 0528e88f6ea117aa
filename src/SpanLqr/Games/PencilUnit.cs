using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace SpanLqr.Games;

/// <summary>One real eigenvalue, or one pair of complex conjugates, of the pencil of a game.</summary>
/// <param name="Place">Its place on the diagonal of the Schur form.</param>
/// <param name="Width">1 or 2.</param>
/// <param name="Modulus">|λ|.</param>
/// <param name="Cluster">Eigenvalues that rounding may have made of one repeated one share this number.</param>
/// <param name="Rank">
/// Its place in the cluster. An invariant subspace that holds it is taken to hold those before it: for a defective eigenvalue there is no other.
/// </param>
/// <param name="Transformed">μ, the eigenvalue of the transformed pencil.</param>
internal sealed record PencilUnit(int Place, int Width, double Modulus, int Cluster, int Rank, Complex Transformed)
{
    /// <summary>Whether no other unit is in its cluster.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The upper halves of its eigenvectors; null in a cluster, where there may be none of its own.</summary>
    public Complex[][]? Tops { get; init; }

    /// <summary>Units by modulus, those of a cluster together and in the order of the Schur form.</summary>
    public static PencilUnit[] Clustered(IReadOnlyList<PencilUnit> units, double distance)
    {
        int[] cluster = Enumerable.Range(0, units.Count).ToArray();
        for (int i = 0; i < units.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (cluster[i] != cluster[j] && Near(units[i], units[j], distance))
                {
                    (int from, int to) = (cluster[i], cluster[j]);
                    cluster = cluster.Select(c => c == from ? to : c).ToArray();
                }
            }
        }

        return units.Select((unit, i) => unit with { Cluster = cluster[i] })
            .GroupBy(unit => unit.Cluster)
            .OrderBy(group => group.Min(unit => unit.Modulus))
            .SelectMany(group => group
                .OrderBy(unit => unit.Place)
                .Select((unit, rank) => unit with { Rank = rank, IsAlone = group.Count() == 1 }))
            .ToArray();
    }

    /// <summary>The first of a pair stands for both, so either of its conjugates may be the near one.</summary>
    private static bool Near(PencilUnit first, PencilUnit second, double distance) =>
        (first.Transformed - second.Transformed).Magnitude <= distance
        || (first.Transformed - Complex.Conjugate(second.Transformed)).Magnitude <= distance;
}
