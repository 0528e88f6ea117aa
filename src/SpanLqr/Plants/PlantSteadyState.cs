using System;

namespace SpanLqr.Plants;

/// <summary>What a gain of a plant with tracked outputs adds to hold them: u = −Ks + Fr − κ. It takes the model, whoever found the gain.</summary>
/// <param name="Feedforward">F, m×q.</param>
/// <param name="Offset">κ, m entries; null without a drift.</param>
/// <param name="State">The steady state at the reference, n entries.</param>
/// <param name="Input">The input that holds it, m entries.</param>
public sealed record PlantSteadyState(double[,] Feedforward, double[]? Offset, double[] State, double[] Input)
{
    /// <summary>Of a gain.</summary>
    /// <param name="problem">The plant.</param>
    /// <param name="gain">K, m×s.</param>
    /// <returns>Null where no outputs are tracked, or no steady state holds them.</returns>
    /// <exception cref="ArgumentException">The problem is malformed, or the gain has another size.</exception>
    public static PlantSteadyState? Of(PlantProblem problem, double[,] gain)
    {
        PlantChecks.Check(problem);
        var plan = new PlantPlan(problem);
        PlantLayout layout = PlantSolver.Layout(problem, plan);
        int m = problem.InputDim;
        Arrays.Check(gain, m, layout.Own, nameof(gain));
        if (problem.Tracking is null || SetPoint.Find(problem) is not { } target)
        {
            return null;
        }

        Matrix forward = target.Feedforward(new Matrix(gain), layout);
        int q = forward.Columns - 1;
        return new PlantSteadyState(
            forward.Block(0, 0, m, q).Entries,
            problem.Drift is null ? null : (-1 * forward.Block(0, q, m, 1)).ToVector(),
            target.StateAt(problem.Tracking.Reference),
            target.InputAt(problem.Tracking.Reference));
    }
}
