using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Robust;

/// <summary>The saddle point of one part: u = −K¹_tx, v = K²_tx. Lists over time; of one matrix each for the stationary game.</summary>
/// <param name="Gains">K¹_0 … K¹_{T−1}, m×n (L¹ for the mean field).</param>
/// <param name="AdversaryGains">K²_0 … K²_{T−1}, p×n (L² for the mean field).</param>
/// <param name="CostsToGo">M_0 … M_T, n×n (M̄ for the mean field).</param>
public sealed record RobustPolicyPart(
    IReadOnlyList<double[,]> Gains,
    IReadOnlyList<double[,]> AdversaryGains,
    IReadOnlyList<double[,]> CostsToGo)
{
    /// <summary>Zero in place of everything: the deviations of an agent that is alone.</summary>
    internal RobustPolicyPart Idle() => new(Zeros(Gains), Zeros(AdversaryGains), Zeros(CostsToGo));

    private static double[][,] Zeros(IReadOnlyList<double[,]> matrices) =>
        matrices.Select(static matrix => new double[matrix.GetLength(0), matrix.GetLength(1)]).ToArray();
}
