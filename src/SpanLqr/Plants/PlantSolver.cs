using System;
using System.Numerics;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Plants;

/// <summary>
/// Solves plants as people have them: sampling, then prediction over the delay, then one Riccati equation of the size of the plant and
/// one of its filter, then set-points.
/// </summary>
public static class PlantSolver
{
    /// <summary>The optimal stationary policy and its exact cost.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The solution, or a status with its evidence.</returns>
    /// <exception cref="ArgumentException">A member has the wrong size, or a combination has no meaning; the message says which.</exception>
    /// <remarks>
    /// K = K₀Π: with a delay the equation stays that of the plant without it, whatever its length, and the state is predicted to when the
    /// input acts. With measurements u = −Kx̂⁻ − Ge, G = K_xL + K_wN(CΣC' + V)⁻¹, K_w = (R + βB'PB)⁻¹βB'P. With integral action on
    /// measurements K is that of the known state and the cost that of this controller. Allocates.
    /// Source: Kwakernaak and Sivan, Linear Optimal Control Systems (1972), chapters 5 and 6; Åström, Introduction to Stochastic Control
    /// Theory (1970), chapter 8, for the dead time by prediction.
    /// </remarks>
    public static PlantSolution Solve(PlantProblem problem)
    {
        PlantChecks.Check(problem);
        return new PlantSolving(problem).Run();
    }

    /// <summary>The optimal policy over a horizon and its exact cost.</summary>
    /// <param name="problem">The problem, without measurements.</param>
    /// <param name="horizon">The horizon.</param>
    /// <returns>The solution, or a status with its evidence.</returns>
    /// <exception cref="ArgumentException">A member has the wrong size, or a combination has no meaning; the message says which.</exception>
    /// <remarks>The recursion is that of the plant without its delay; each K_t and P_t is then predicted. Allocates.</remarks>
    public static PlantHorizonSolution Solve(PlantProblem problem, PlantHorizon horizon)
    {
        PlantChecks.Check(problem, horizon);
        return new PlantHorizonSolving(problem, horizon).Run();
    }

    /// <summary>The problem as one discrete problem on s.</summary>
    /// <param name="problem">The problem; its measurements and its discount are not read.</param>
    /// <returns>The problem on s, or the status of sampling.</returns>
    /// <exception cref="ArgumentException">A member has the wrong size, or a combination has no meaning; the message says which.</exception>
    public static AugmentedPlant Augment(PlantProblem problem)
    {
        PlantChecks.Check(problem);
        var plan = new PlantPlan(problem);
        SamplingStatus status = PlantPieces.TryMake(problem, plan, out PlantPieces pieces);
        if (status != SamplingStatus.Ok)
        {
            return new AugmentedPlant(status, null, [], double.NaN, plan.PerCost);
        }

        StepModel step = Whole(problem, plan, pieces);
        int n = problem.StateDim;
        Matrix noise = pieces.Full.Noise;
        return new AugmentedPlant(
            status,
            new LqrProblem
            {
                A = step.A.Entries,
                B = step.B.Entries,
                Q = step.Q.Entries,
                R = step.R.Entries,
                S = step.S.Entries,
                W = DenseMatrix.Create(step.A.Rows, step.A.Rows, (i, j) => i < n && j < n ? noise[i, j] : 0),
                Indefinite = true,
            },
            step.Drift.ToVector(),
            pieces.Full.NoiseCost + step.Constant,
            plan.PerCost);
    }

    /// <summary>The step on all that the controller remembers.</summary>
    internal static StepModel Whole(PlantProblem problem, PlantPlan plan, PlantPieces pieces) =>
        StepModel.Make(problem, plan, pieces, Layout(problem, plan), plan.Delay, plan.IsSplit);

    /// <summary>What the controller remembers.</summary>
    internal static PlantLayout Layout(PlantProblem problem, PlantPlan plan) =>
        new(problem.StateDim, problem.InputDim, plan.Memory, plan.Integrals);

    /// <summary>The step of the equation that is solved, in the time at which its input acts.</summary>
    internal static StepModel Core(PlantProblem problem, PlantPlan plan, PlantPieces pieces, bool paysIntegral = true) => StepModel.Make(
        problem,
        plan,
        pieces,
        new PlantLayout(problem.StateDim, problem.InputDim, plan.CoreMemory, plan.Integrals),
        plan.IsCoreSplit ? 1 : 0,
        plan.IsCoreSplit,
        1 / plan.LeadDiscount,
        paysIntegral,
        plan.PaysAhead);

    /// <summary>
    /// The cost to go of the equation, and what the last input still costs at the next instant where the equation had it paid ahead: else
    /// R of the equation would be zero.
    /// </summary>
    internal static Matrix WithInputUnderWay(PlantProblem problem, PlantPlan plan, Matrix affineCostToGo)
    {
        int n = problem.StateDim, m = problem.InputDim;
        double[,] r = problem.R;
        return !plan.PaysAhead
            ? affineCostToGo
            : affineCostToGo + Matrix.Create(
                affineCostToGo.Rows, affineCostToGo.Columns, (i, j) => i >= n && j >= n && i < n + m && j < n + m ? r[i - n, j - n] : 0);
    }

    /// <summary>What sampling's status means for a problem.</summary>
    internal static PlantStatus Meaning(SamplingStatus status) => status switch
    {
        SamplingStatus.Ok => PlantStatus.Ok,
        SamplingStatus.NonFinite => PlantStatus.NonFinite,
        SamplingStatus.WeightsNotPositiveSemidefinite => PlantStatus.Weights,
        SamplingStatus.NoiseNotPositiveSemidefinite => PlantStatus.Noise,
        _ => PlantStatus.Overflow,
    };

    /// <summary>Why the regulator's equation has no answer, told on the plant as given.</summary>
    internal static (PlantStatus Status, PlantEvidence Evidence) Explain(
        PlantProblem problem, PlantPlan plan, PlantPieces pieces, SolveStatus status)
    {
        // With a discount a mode may grow by 1/√β a step.
        Matrix a = new(problem.A), b = new(problem.B);
        double boundary = plan.IsContinuous ? plan.DiscountRate / 2 : 1 / Math.Sqrt(plan.StepDiscount);
        if (status is SolveStatus.InputWeightNotPositiveDefinite or SolveStatus.StateWeightNotPositiveSemidefinite)
        {
            return (PlantStatus.Weights, new PlantEvidence(Solver: status));
        }

        Complex? unreached = PlantModes.Unreached(a, b, plan.IsContinuous, boundary);
        return unreached is not null || status == SolveStatus.NotStabilisable
            ? (PlantStatus.NotStabilisable, new PlantEvidence(unreached, Solver: status))
            : status == SolveStatus.NonFinite && !pieces.Full.A.IsFinite()
                ? (PlantStatus.NonFinite, new PlantEvidence(Solver: status))
                : (PlantStatus.Regulator, new PlantEvidence(Solver: status));
    }
}
