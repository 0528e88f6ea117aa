using SpanLqr.Riccati;

namespace SpanLqr.Teams;

/// <summary>The optimal policy v = −Kz of one <see cref="AuxiliarySystem"/>.</summary>
/// <remarks>
/// The deviation of an agent that is alone in its population is zero whatever its gain, so its deviation system is solved only for
/// the record and may fail without harm: <see cref="Status"/> then says why, <see cref="Gain"/> and <see cref="CostToGo"/> are zero,
/// and the team's own status stays as it is.
/// </remarks>
/// <param name="System">The system.</param>
/// <param name="Size">How many copies of it there are: N_l for a population, 1 for the mean field.</param>
/// <param name="Status">Whether the rest can be used.</param>
/// <param name="Gain">K_l, or K̄.</param>
/// <param name="CostToGo">P_l, or P̄.</param>
/// <param name="SpectralRadius">ρ(A − BK).</param>
/// <param name="Cost">The share in the average cost: all N_l agents' (N_l − 1)·tr(P_l W_l), or tr(P̄W̄).</param>
/// <param name="Residual">‖DARE(P) − P‖_F / (1 + ‖P‖_F), for the mean field in the coordinates √N_l·x̄^l it is solved in.</param>
public sealed record AuxiliarySolution(
    AuxiliarySystem System,
    int Size,
    SolveStatus Status,
    double[,] Gain,
    double[,] CostToGo,
    double SpectralRadius,
    double Cost,
    double Residual)
{
    /// <summary>Doubling steps taken.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
