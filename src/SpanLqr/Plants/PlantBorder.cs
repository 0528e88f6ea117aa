using System;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Plants;

/// <summary>
/// A plant as one plain problem on (s, 1), s = (x, u_{t−1}, …, u_{t−k}, ξ): its drift and all that is linear or constant in its cost are in the
/// last row and column, its discount is a factor √β of A and B. What a learner or an evaluation runs; with a long delay no way to solve it.
/// </summary>
/// <remarks>With tracked outputs it is the problem of the deviations from the steady state: the drift is left out.</remarks>
public static class PlantBorder
{
    /// <summary>The problem without an end.</summary>
    /// <param name="problem">The plant; its measurements are not read.</param>
    /// <returns>The problem, W on (s, 1); null where the plant could not be sampled.</returns>
    /// <exception cref="ArgumentException">A member has the wrong size, or a combination has no meaning; the message says which.</exception>
    public static LqrProblem? Of(PlantProblem problem)
    {
        PlantChecks.Check(problem);
        problem = Own(problem);
        var plan = new PlantPlan(problem);
        if (PlantPieces.TryMake(problem, plan, out PlantPieces pieces) != SamplingStatus.Ok)
        {
            return null;
        }

        StepModel step = PlantSolver.Whole(problem, plan, pieces);
        double root = Math.Sqrt(plan.StepDiscount);
        int n = problem.StateDim;
        return new LqrProblem
        {
            A = (root * Affine(step)).Entries,
            B = (root * Inputs(step)).Entries,
            Q = Weight(step).Entries,
            R = step.R.Entries,
            S = Cross(step).Entries,
            W = DenseMatrix.Create(step.A.Rows + 1, step.A.Rows + 1, (i, j) => i < n && j < n ? pieces.Full.Noise[i, j] : 0),
            Indefinite = true,
        };
    }

    /// <summary>The problem over a horizon, the rest of a delay at its end included.</summary>
    /// <param name="problem">The plant.</param>
    /// <param name="horizon">The horizon.</param>
    /// <returns>The problem; null where the plant could not be sampled.</returns>
    /// <exception cref="ArgumentException">A member has the wrong size, or a combination has no meaning; the message says which.</exception>
    public static FiniteHorizonProblem? Of(PlantProblem problem, PlantHorizon horizon)
    {
        PlantChecks.Check(problem, horizon);
        problem = Own(problem);
        var plan = new PlantPlan(problem);
        var pieces = new PlantPieces[horizon.Steps];
        for (int t = 0; t < pieces.Length; t++)
        {
            if (t > 0 && !horizon.IsVarying)
            {
                pieces[t] = pieces[0];
            }
            else if (PlantPieces.TryMake(horizon.At(problem, t), plan, out pieces[t]) != SamplingStatus.Ok)
            {
                return null;
            }
        }

        StepModel[] steps = [.. pieces.Select((piece, t) => PlantSolver.Whole(horizon.At(problem, t), plan, piece))];
        double root = Math.Sqrt(plan.StepDiscount);
        return new FiniteHorizonProblem
        {
            Horizon = horizon.Steps,
            A = [.. steps.Select(step => (root * Affine(step)).Entries)],
            B = [.. steps.Select(step => (root * Inputs(step)).Entries)],
            Q = [.. steps.Select(step => Weight(step).Entries)],
            R = [.. steps.Select(step => step.R.Entries)],
            S = [.. steps.Select(step => Cross(step).Entries)],
            Qf = Terminal(problem, horizon, plan, pieces[^1]).Entries,
            Indefinite = true,
        };
    }

    /// <summary>The plant whose deviations count where outputs are tracked.</summary>
    internal static PlantProblem Own(PlantProblem problem) => problem.Tracking is null ? problem : problem.WithoutDrift();

    private static Matrix Affine(StepModel step) =>
        Matrix.Stack(Matrix.Join(step.A, step.Drift), Matrix.Create(1, step.A.Rows + 1, (_, j) => j == step.A.Rows ? 1 : 0));

    private static Matrix Inputs(StepModel step) => Matrix.Stack(step.B, Matrix.Zero(1, step.B.Columns));

    private static Matrix Cross(StepModel step) => Matrix.Stack(step.S, step.InputTerm.T);

    private static Matrix Weight(StepModel step) => Matrix.Stack(
        Matrix.Join(step.Q, step.StateTerm), Matrix.Join(step.StateTerm.T, Matrix.Create(1, 1, (_, _) => step.Constant))).Symmetric();

    private static Matrix Terminal(PlantProblem problem, PlantHorizon horizon, PlantPlan plan, PlantPieces last)
    {
        PlantLayout layout = PlantSolver.Layout(problem, plan);
        PlantRoll roll = PlantHorizonSolving.Ending(horizon.At(problem, horizon.Steps - 1), plan, _ => last, layout);
        roll.Pay(new Matrix(horizon.Qf ?? horizon.Q?[^1] ?? problem.Q), roll.State);
        return roll.Cost.Block(0, 0, layout.Own + 1, layout.Own + 1).Symmetric();
    }
}
