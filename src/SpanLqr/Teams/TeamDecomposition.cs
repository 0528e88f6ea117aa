using System;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Teams;

/// <summary>The change of coordinates that makes a team L + 1 independent problems.</summary>
/// <remarks>
/// x̄^l is the mean state of population l and x̃^i = x^i − x̄^l. Then x̃⁺ = A_l x̃ + B_l ũ + w̃ and x̄⁺ = Āx̄ + B̄ū + w̄, the noises w̃ and w̄ are
/// independent, and the stage cost is x̄'Q̄x̄ + ū'R̄ū + Σ_l Σ_{i∈l} (x̃'Q_l x̃ + ũ'R_l ũ).
/// Source: Luo, Yang, Wang and Kolar, Lemma 1 and Proposition 1; the noises, which the paper leaves unspecified, as in the remarks of
/// <see cref="Of(TeamProblem)"/>.
/// </remarks>
public static class TeamDecomposition
{
    /// <summary>The auxiliary systems of a team.</summary>
    /// <remarks>
    /// A_l = a^l − ă^{ll}, and so for B, Q, R and W. Ā = diag(A_l) + [N_k ă^{lk}], B̄ alike; Q̄ = diag(N_l Q_l) + [N_l N_k q̆^{lk}], R̄ alike;
    /// Cov(w̃) = (1 − 1/N_l)·W_l, since a mean has been taken away; Cov(w̄^l, w̄^k) = δ_{lk}·W_l/N_l + ω̆^{lk}.
    /// Cost: a few operations an entry of the mean-field system, whatever the sizes of the populations.
    /// </remarks>
    /// <param name="problem">The team.</param>
    /// <returns>The deviation systems, and the mean-field system.</returns>
    /// <exception cref="ArgumentException">
    /// The problem is malformed: no population; a name missing, taken or equal to <see cref="TeamSolution.MeanFieldName"/>; a size below 1;
    /// a matrix of the wrong size; a weight or covariance that is not symmetric; a coupling block whose mirror is not its transpose;
    /// a covariance of the whole team that is not positive semidefinite.
    /// </exception>
    public static DecomposedTeam Of(TeamProblem problem) => Of(TeamMatrices.Of(problem));

    internal static DecomposedTeam Of(TeamMatrices team)
    {
        AuxiliarySystem meanField = new(
            TeamSolution.MeanFieldName,
            team.A.MeanField(0, 1),
            team.B.MeanField(0, 1),
            team.Q.MeanField(1, 1),
            team.R.MeanField(1, 1),
            team.W.MeanField(0, 0));
        return new DecomposedTeam(Enumerable.Range(0, team.Sizes.Count).Select(l => Deviation(team, l)).ToArray(), meanField, team.Sizes);
    }

    private static AuxiliarySystem Deviation(TeamMatrices team, int l)
    {
        double share = 1 - 1.0 / team.Sizes[l];
        return new AuxiliarySystem(
            team.Names[l],
            team.A.Deviation(l),
            team.B.Deviation(l),
            team.Q.Deviation(l),
            team.R.Deviation(l),
            DenseMatrix.Map(team.W.Deviation(l), (_, _, entry) => share * entry));
    }
}
