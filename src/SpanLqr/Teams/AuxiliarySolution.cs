using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Teams;

/// <summary>The optimal policy v = −Kz of one <see cref="AuxiliarySystem"/>.</summary>
/// <remarks>
/// The deviation of an agent that is alone in its population is zero whatever its gain, so its deviation system is solved only for
/// the record and may fail without harm: <see cref="Status"/> then says why, <see cref="Gain"/>, <see cref="CostToGo"/> and
/// <see cref="Cost"/> are zero, <see cref="SpectralRadius"/> is ρ(A_l), <see cref="Residual"/> NaN, and the team's own status stays as it is.
/// Where any other system fails its matrices and numbers are what the failed solve left, NaN mostly.
/// </remarks>
public sealed record AuxiliarySolution
{
    /// <summary>The system.</summary>
    public required AuxiliarySystem System { get; init; }

    /// <summary>How many copies of it there are: N_l for a population, 1 for the mean field.</summary>
    public required int Size { get; init; }

    /// <summary>Whether the rest can be used.</summary>
    public required SolveStatus Status { get; init; }

    /// <summary>K_l, or K̄.</summary>
    public required double[,] Gain { get; init; }

    /// <summary>P_l, or P̄.</summary>
    public required double[,] CostToGo { get; init; }

    /// <summary>ρ(A − BK).</summary>
    public double SpectralRadius { get; init; } = double.NaN;

    /// <summary>The share in the average cost: all N_l agents' (N_l − 1)·tr(P_l W_l), or tr(P̄W̄).</summary>
    public double Cost { get; init; } = double.NaN;

    /// <summary>‖DARE(P) − P‖_F / (1 + ‖P‖_F), for the mean field in the coordinates √N_l·x̄^l it is solved in; NaN where nothing was solved.</summary>
    public double Residual { get; init; } = double.NaN;

    /// <summary>Doubling steps taken.</summary>
    public int Iterations { get; init; }

    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;

    /// <summary>What a status other than Ok rests on.</summary>
    public StatusEvidence Evidence { get; init; } = StatusEvidence.None;

    /// <summary>What a solve found, in the system's own coordinates; a cost that is not a number is announced by the status.</summary>
    internal static AuxiliarySolution Of(AuxiliarySystem system, int size, LqrSolution solution, double[,] gain, double[,] costToGo)
    {
        double cost = size * solution.Cost;
        SolveStatus status = solution.IsOk && !double.IsFinite(cost) ? SolveStatus.NonFinite : solution.Status;
        return new AuxiliarySolution
        {
            System = system,
            Size = size,
            Status = status,
            Gain = gain,
            CostToGo = costToGo,
            SpectralRadius = solution.SpectralRadius,
            Cost = cost,
            Residual = solution.Residual,
            Iterations = solution.Iterations,
            Evidence = solution.Evidence,
        };
    }

    /// <summary>The deviation system of a lone agent that has no solution and needs none: the zero gain.</summary>
    internal static AuxiliarySolution Idle(AuxiliarySystem system, SolveStatus status)
    {
        double[,] zero = new double[system.B.GetLength(1), system.B.GetLength(0)];
        LqrProblem problem = new() { A = system.A, B = system.B, Q = system.Q, R = system.R };
        double radius = LqrPolicy.Evaluate(problem, zero).SpectralRadius;
        return new AuxiliarySolution
        {
            System = system,
            Size = 1,
            Status = status,
            Gain = zero,
            CostToGo = new double[zero.GetLength(1), zero.GetLength(1)],
            SpectralRadius = radius,
            Cost = 0,
        };
    }
}
