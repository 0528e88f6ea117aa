using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;
using SpanLqr.Plants;

namespace SpanLqr.Populations;

/// <summary>
/// A plant with its filter, its memory of the inputs under way and its integrators as a loop that <see cref="PlantSimulation"/> runs and
/// <see cref="ExpectedCost"/> evaluates; the state is s, or (s, x̂⁻) where it is measured.
/// </summary>
/// <remarks>
/// The cost of a step includes what the noise costs between the samples; with integrated weights it is per unit of time. With tracked
/// outputs it is that of the deviations from the steady state, the way there included. The average of a stationary loop has no discount.
/// </remarks>
public static class PlantPolicyLoop
{
    /// <summary>The loop of a stationary policy, from the problem's initial state, past inputs and integrators zero.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="policy">The policy.</param>
    /// <returns>The loop, or null where the plant can't be sampled or its outputs not be held.</returns>
    /// <exception cref="ArgumentException">A member has the wrong size.</exception>
    public static MeanFieldLoop? Of(PlantProblem problem, PlantPolicy policy)
    {
        PlantChecks.Check(problem);
        ArgumentNullException.ThrowIfNull(policy);
        var plan = new PlantPlan(problem);
        bool isSampled = PlantPieces.TryMake(problem, plan, out PlantPieces pieces) == SamplingStatus.Ok;
        SetPoint? target = problem.Tracking is null ? null : SetPoint.Find(problem);
        if (!isSampled || (problem.Tracking is not null && target is null))
        {
            return null;
        }

        double scale = plan.IsIntegrated ? 1 / plan.Step : 1;
        Stage stage = Make(problem, plan, pieces, policy, target, scale);
        return Loop(problem, [stage], null, null, stage.Noise);
    }

    /// <summary>The loop of a policy over a horizon, from the problem's initial state; its total cost counts, discounted.</summary>
    /// <param name="problem">The problem, without measurements.</param>
    /// <param name="horizon">The horizon.</param>
    /// <param name="policies">One policy a step.</param>
    /// <returns>The loop, or null where the plant can't be sampled or its outputs not be held, or W changes with a sampled A from step to step.</returns>
    /// <exception cref="ArgumentException">A member has the wrong size, or there is not one policy a step.</exception>
    public static MeanFieldLoop? Of(PlantProblem problem, PlantHorizon horizon, IReadOnlyList<PlantPolicy> policies)
    {
        PlantChecks.Check(problem, horizon);
        ArgumentNullException.ThrowIfNull(policies);
        if (policies.Count != horizon.Steps)
        {
            throw new ArgumentException($"There are {policies.Count} policies, expected {horizon.Steps}, one a step.", nameof(policies));
        }

        // One covariance serves all steps: sampled, it changes with A.
        var plan = new PlantPlan(problem);
        SetPoint? target = problem.Tracking is null ? null : SetPoint.Find(horizon.At(problem, horizon.Steps - 1));
        if ((plan.IsContinuous && horizon.A is not null) || (problem.Tracking is not null && target is null))
        {
            return null;
        }

        PlantTargets? targets = horizon.References is null ? null : PlantTargets.Find(problem, horizon, target);
        var stages = new List<Stage>();
        PlantPieces? last = null;
        double worth = 1;
        for (int t = 0; t < horizon.Steps; t++)
        {
            PlantProblem step = horizon.At(problem, t);
            if ((last is null || horizon.IsVarying) && PlantPieces.TryMake(step, plan, out last) != SamplingStatus.Ok)
            {
                return null;
            }

            PlantPieces aimed = targets is null ? last : targets.AimPlant(step, plan, last, t);
            stages.Add(Make(step, plan, aimed, policies[t], targets is null ? target : null, worth));
            worth *= plan.StepDiscount;
        }

        PlantProblem end = horizon.At(problem, horizon.Steps - 1);
        PopulationCost final = Final(end, horizon, plan, last!, targets, targets is null ? target : null, worth);
        return Loop(problem, stages, final, horizon.Steps, stages[0].Noise);
    }

    private static MeanFieldLoop Loop(PlantProblem problem, IReadOnlyList<Stage> stages, PopulationCost? final, int? horizon, Matrix noise)
    {
        int size = stages[0].Loop.Rows;
        double[] start = new double[size];
        problem.InitialState?.CopyTo(start, 0);
        if (problem.Measurement is not null)
        {
            // The filter knows the state that a run starts from.
            problem.InitialState?.CopyTo(start, size - problem.StateDim);
        }

        return new MeanFieldLoop
        {
            Populations = [new AgentLoop { Name = "plant", Size = 1, Dynamics = [new double[size, size]] }],
            MeanDynamics = [.. stages.Select(stage => stage.Loop.Entries)],
            Offsets = [.. stages.Select(stage => stage.Pull)],
            InitialMean = start,
            CommonNoise = noise.Entries,
            Costs = [.. stages.Select(stage => stage.Cost)],
            FinalCost = final,
            Horizon = horizon,
        };
    }

    private static Stage Make(PlantProblem problem, PlantPlan plan, PlantPieces pieces, PlantPolicy policy, SetPoint? target, double scale)
    {
        StepModel step = PlantSolver.Whole(problem, plan, pieces);
        Matrix gain = new(policy.Gain);
        int n = problem.StateDim, m = problem.InputDim, own = step.A.Rows, q = plan.Integrals;
        Arrays.Check(policy.Gain, m, own, nameof(policy.Gain));
        JointLoop joint = JointOf(problem, plan, step, pieces.Full, policy, gain);
        double[] reference = problem.Tracking?.Reference ?? new double[problem.Tracking?.Outputs.GetLength(0) ?? 0];
        Matrix constant = Matrix.Zero(m, 1);
        if (policy.Feedforward is not null)
        {
            constant += new Matrix(policy.Feedforward) * Matrix.Column(reference);
        }

        if (policy.Offset is not null)
        {
            constant -= Matrix.Column(policy.Offset);
        }

        // With tracked outputs the drift moves the set-point, and what counts is the way from it.
        StepModel paid = target is null ? step : PlantSolver.Whole(problem.WithoutDrift(), plan, pieces.WithoutDrift());
        int size = joint.Loop.Rows;
        Matrix map = Matrix.Stack(Matrix.Join(Matrix.Identity(own), Matrix.Zero(own, size - own)), joint.Input);
        Matrix away = Matrix.Stack(Matrix.Zero(own, 1), constant);
        if (target is not null)
        {
            away -= Rest(problem, plan, target);
        }

        Matrix linear = Matrix.Stack(paid.StateTerm, paid.InputTerm);
        Matrix pulled = paid.Weight * away;
        double noiseOfInput = joint.InputNoise.Columns == 0
            ? 0
            : paid.R.Along(joint.InputNoise).TraceOfProduct(new Matrix(problem.Measurement!.V));
        double still = (away.T * (pulled + (2 * linear)))[0, 0] + paid.Constant + noiseOfInput + pieces.Full.NoiseCost;
        Matrix drift = step.Drift + (step.B * constant);
        Matrix pull = Matrix.Create(size, 1, (i, _) =>
            (i < own ? drift[i, 0] : drift[i - own, 0]) - (i >= own - q && i < own ? plan.Step * reference[i - own + q] : 0));
        return new Stage(
            joint.Loop,
            joint.Noise,
            pull.ToVector(),
            new PopulationCost(
                [new double[size, size]],
                (scale * paid.Weight.Along(map)).Entries,
                (scale * (map.T * (pulled + linear))).ToVector(),
                scale * still));
    }

    private static JointLoop JointOf(
        PlantProblem problem, PlantPlan plan, StepModel step, PlantPiece piece, PlantPolicy policy, Matrix gain)
    {
        if (problem.Measurement is not { } measurement)
        {
            return JointLoop.Known(step, piece, gain);
        }

        int n = problem.StateDim, p = measurement.C.GetLength(0);
        Arrays.Check(policy.InnovationGain!, problem.InputDim, p, nameof(policy.InnovationGain));
        Arrays.Check(policy.PredictorGain!, n, p, nameof(policy.PredictorGain));
        Matrix? combination = null;
        if (plan.Integrals > 0)
        {
            _ = MeasuredIntegral.TryFind(new Matrix(problem.Tracking!.Outputs), new Matrix(measurement.C), out Matrix found);
            combination = found;
        }

        return JointLoop.Measured(
            measurement, step, piece, gain, new Matrix(policy.InnovationGain!), new Matrix(policy.PredictorGain!), combination, plan.Step);
    }

    /// <summary>(s, u) at the reference.</summary>
    private static Matrix Rest(PlantProblem problem, PlantPlan plan, SetPoint target)
    {
        Matrix state = Matrix.Column(target.StateAt(problem.Tracking!.Reference)), input = Matrix.Column(target.InputAt(problem.Tracking.Reference));
        return Matrix.Stack(
            [state, .. Enumerable.Repeat(input, plan.Memory), Matrix.Zero(plan.Integrals, 1), input]);
    }

    /// <summary>What the inputs under way and the last state cost after the last step, noise included.</summary>
    private static PopulationCost Final(
        PlantProblem problem, PlantHorizon horizon, PlantPlan plan, PlantPieces pieces, PlantTargets? targets, SetPoint? target, double worth)
    {
        PlantLayout layout = PlantSolver.Layout(problem, plan);
        int own = layout.Own;
        PlantPieces held = target is null ? pieces : pieces.WithoutDrift();
        PlantRoll roll = PlantHorizonSolving.Ending(
            problem, plan, i => targets is null ? held : targets.AimPlant(problem, plan, pieces, horizon.Steps + i), layout);
        Matrix final = new(horizon.Qf ?? problem.Q);
        double noise = roll.NoiseCost + (roll.Discount * final.TraceOfProduct(roll.Covariance));
        roll.Pay(final, targets is null ? roll.State : roll.State - (targets.Final * layout.One));
        Matrix cost = roll.Cost.Block(0, 0, own + 1, own + 1).Symmetric();
        Matrix quadratic = cost.Block(0, 0, own, own), linear = cost.Block(0, own, own, 1);
        Matrix away = target is null ? Matrix.Zero(own, 1) : -1 * Rest(problem, plan, target).Block(0, 0, own, 1);
        Matrix pulled = quadratic * away;
        double still = (away.T * (pulled + (2 * linear)))[0, 0] + cost[own, own] + noise;
        return new PopulationCost(
            [new double[own, own]], (worth * quadratic).Entries, (worth * (pulled + linear)).ToVector(), worth * still);
    }

    /// <summary>One step of the loop.</summary>
    private sealed record Stage(Matrix Loop, Matrix Noise, double[] Pull, PopulationCost Cost);
}
