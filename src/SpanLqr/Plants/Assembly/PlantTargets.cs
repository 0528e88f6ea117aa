using System;
using System.Collections.Generic;

namespace SpanLqr.Plants;

/// <summary>
/// The targets of a horizon. Target t counts from when u_t acts until u_{t+1} does; before, target 0 does, and with the weight of the end the
/// last one.
/// </summary>
internal sealed class PlantTargets
{
    private readonly PlantTarget[] _targets;

    private PlantTargets(PlantTarget[] targets) => _targets = targets;

    /// <summary>x̂_T, n×1.</summary>
    public Matrix Final => _targets[^1].State;

    /// <summary>The targets of a horizon with references.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="horizon">The horizon, with references.</param>
    /// <param name="setPoint">The set-points of tracked outputs; null where references are states.</param>
    public static PlantTargets Find(PlantProblem problem, PlantHorizon horizon, SetPoint? setPoint)
    {
        IReadOnlyList<double[]> references = horizon.References!;
        var targets = new PlantTarget[horizon.Steps + 1];
        double[] still = new double[problem.InputDim];
        for (int t = 0; t < targets.Length; t++)
        {
            double[] reference = references[t];
            double[] input = horizon.InputReferences is { } inputs && t < inputs.Count ? inputs[t] : still;
            targets[t] = setPoint is null
                ? new PlantTarget(Matrix.Column(reference), Matrix.Column(input), IsSteady: false)
                : new PlantTarget(Matrix.Column(setPoint.StateAt(reference)), Matrix.Column(setPoint.InputAt(reference)), IsSteady: true);
        }

        return new PlantTargets(targets);
    }

    /// <summary>The pieces of the step in which input t acts for the equation, which is in the time of its inputs.</summary>
    public PlantPieces AimCore(PlantProblem problem, PlantPlan plan, PlantPieces pieces, int step) =>
        At(step).Aim(problem, plan, pieces, At(step));

    /// <summary>The pieces of step t of the plant, in which inputs act that were chosen earlier.</summary>
    public PlantPieces AimPlant(PlantProblem problem, PlantPlan plan, PlantPieces pieces, int step) =>
        At(step - plan.Delay).Aim(problem, plan, pieces, At(step - plan.Delay + 1));

    private PlantTarget At(int step) => _targets[Math.Clamp(step, 0, _targets.Length - 2)];
}
