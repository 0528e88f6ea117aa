using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Lqr;

namespace SpanLqr.Plants;

/// <summary>One solution over a horizon: a recursion on (x, [u_{t−1}], ξ, 1), each stage sampled by itself, then the prediction.</summary>
internal sealed class PlantHorizonSolving
{
    private readonly PlantProblem _problem;
    private readonly PlantHorizon _horizon;
    private readonly PlantPlan _plan;
    private readonly bool _isDrifting;
    private PlantTargets? _targets;

    public PlantHorizonSolving(PlantProblem problem, PlantHorizon horizon)
    {
        _problem = problem;
        _horizon = horizon;
        _plan = new PlantPlan(problem);
        _isDrifting = problem.Drift is not null && problem.Tracking is null;
    }

    public PlantHorizonSolution Run()
    {
        int steps = _horizon.Steps;
        var stages = new PlantPieces[steps];
        for (int t = 0; t < steps; t++)
        {
            SamplingStatus sampled = t > 0 && !_horizon.IsVarying ? SamplingStatus.Ok : PlantPieces.TryMake(_horizon.At(_problem, t), _plan, out stages[t]);
            stages[t] = t > 0 && !_horizon.IsVarying ? stages[0] : stages[t];
            if (sampled != SamplingStatus.Ok)
            {
                return Refuse(PlantSolver.Meaning(sampled), new PlantEvidence(Stage: t));
            }
        }

        SetPoint? target = _problem.Tracking is null ? null : SetPoint.Find(_horizon.At(_problem, steps - 1));
        if (_problem.Tracking is not null && target is null)
        {
            return Refuse(PlantStatus.NoSteadyState, new PlantEvidence());
        }

        if (_horizon.References is not null)
        {
            _targets = PlantTargets.Find(_problem, _horizon, target);
            target = null;
            stages = [.. stages.Select((stage, t) => _targets.AimCore(_horizon.At(_problem, t), _plan, stage, t))];
        }
        else if (!_isDrifting)
        {
            stages = [.. stages.Select(stage => stage.WithoutDrift())];
        }

        FiniteHorizonSolution solution = LqrSolver.Solve(Recursion(stages));
        return solution.IsOk
            ? Finish(stages, solution, target)
            : Refuse(
                solution.Status is Riccati.SolveStatus.InputWeightNotPositiveDefinite or Riccati.SolveStatus.StateWeightNotPositiveSemidefinite
                    ? PlantStatus.Weights
                    : PlantStatus.Regulator,
                new PlantEvidence(Solver: solution.Status, Stage: solution.FailedStage) { Equation = solution.Evidence });
    }

    private static PlantHorizonSolution Refuse(PlantStatus status, PlantEvidence evidence) => new() { Status = status, Evidence = evidence };

    /// <summary>The recursion in the time at which inputs act, with a discount √β in A and B, and 1 as the last state.</summary>
    private FiniteHorizonProblem Recursion(PlantPieces[] stages)
    {
        double root = Math.Sqrt(_plan.StepDiscount);

        // ξ costs up to T alone: the last stages of the equation lie behind it.
        StepModel[] models = [.. stages.Select((stage, t) => PlantSolver.Core(_horizon.At(_problem, t), _plan, stage, t + _plan.Lead < _horizon.Steps))];
        return new FiniteHorizonProblem
        {
            Horizon = _horizon.Steps,
            A = [.. models.Select(model => (root * Affine(model.A, model.Drift, 1)).Entries)],
            B = [.. models.Select(model => (root * Matrix.Stack(model.B, Matrix.Zero(1, model.B.Columns))).Entries)],
            Q = [.. models.Select(model => Bordered(model.Q, model.StateTerm, model.Constant).Entries)],
            R = [.. models.Select(model => model.R.Entries)],
            S = [.. models.Select(model => Matrix.Stack(model.S, model.InputTerm.T).Entries)],
            Qf = Terminal(models[^1].Layout, stages[^1]).Entries,
            Indefinite = _problem.Indefinite,
        };
    }

    /// <summary>[[X, x], [0, last]].</summary>
    private static Matrix Affine(Matrix x, Matrix column, double last) =>
        Matrix.Stack(Matrix.Join(x, column), Matrix.Create(1, x.Columns + 1, (_, j) => j == x.Columns ? last : 0));

    /// <summary>[[X, x], [x', last]].</summary>
    private static Matrix Bordered(Matrix x, Matrix column, double last) =>
        Matrix.Stack(Matrix.Join(x, column), Matrix.Join(column.T, Matrix.Create(1, 1, (_, _) => last)));

    /// <summary>The cost of the plant after the last stage: Qf, and before it the rest of a delay that is no whole number of steps.</summary>
    private Matrix Terminal(PlantLayout layout, PlantPieces last)
    {
        Matrix final = new(_horizon.Qf ?? _horizon.Q?[^1] ?? _problem.Q);
        var roll = new PlantRoll(layout);
        if (_plan.IsCoreSplit)
        {
            if (last.AtInstant is not null)
            {
                roll.Pay(new Matrix(_problem.Q), roll.State);
            }

            roll.Hold(last.First, layout.Past(1));
        }

        roll.Pay(final, _targets is null ? roll.State : roll.State - (_targets.Final * layout.One));
        return roll.Cost.Block(0, 0, layout.Own + 1, layout.Own + 1).Symmetric();
    }

    /// <summary>The cost from the initial state on, without noise; with tracked outputs and no references that of the way to the steady state.</summary>
    internal static double CostFromStart(PlantProblem problem, PlantPlan plan, Matrix affineCost, SetPoint? target)
    {
        int n = problem.StateDim, own = affineCost.Rows - 1;
        if (problem.InitialState is not { } start)
        {
            return affineCost[own, own];
        }

        Matrix away = Matrix.Create(own + 1, 1, (i, _) => i < n ? start[i] : i == own ? 1 : 0);
        if (target is not null)
        {
            double[]? reference = problem.Tracking!.Reference;
            double[] state = target.StateAt(reference), input = target.InputAt(reference);
            away -= Matrix.Create(own + 1, 1, (i, _) => i < n ? state[i] : i < n + (plan.Memory * input.Length) ? input[(i - n) % input.Length] : 0);
        }

        return (away.T * (affineCost * away))[0, 0];
    }

    private PlantHorizonSolution Finish(PlantPieces[] stages, FiniteHorizonSolution solution, SetPoint? target)
    {
        int n = _problem.StateDim, m = _problem.InputDim, steps = _horizon.Steps;
        PlantLayout layout = PlantSolver.Layout(_problem, _plan);
        int own = layout.Own;
        var gains = new List<double[,]>();
        var costs = new List<double[,]>();
        var offsets = new List<double[]>();
        var forwards = new List<double[,]>();
        double cost = 0, discount = 1;
        var full = new Prediction(_problem, _plan, stages[0], layout);
        for (int t = 0; t <= steps; t++)
        {
            bool isLate = _plan.Integrals > 0 && t + _plan.Lead > steps;
            Prediction prediction = isLate ? new Prediction(_problem, _plan, stages[0], layout, steps - t) : full;
            Matrix affineCost = prediction.CostToGo(PlantSolver.WithInputUnderWay(_problem, _plan, new Matrix(solution.CostsToGo[t])));
            Matrix costToGo = affineCost.Block(0, 0, own, own);
            costs.Add(costToGo.Entries);
            if (t == 0)
            {
                cost = CostFromStart(_problem, _plan, affineCost, target);
            }
            else
            {
                cost += discount * ((_plan.StepDiscount * costToGo.Block(0, 0, n, n).TraceOfProduct(stages[t - 1].Full.Noise)) + stages[t - 1].Full.NoiseCost);
                discount *= _plan.StepDiscount;
            }

            if (t == steps)
            {
                break;
            }

            Matrix affineGain = prediction.Gain(new Matrix(solution.Gains[t])), gain = affineGain.Block(0, 0, m, own);
            gains.Add(gain.Entries);
            if (target is not null)
            {
                Matrix forward = target.Feedforward(gain, layout);
                forwards.Add(forward.Block(0, 0, m, forward.Columns - 1).Entries);
                affineGain = Matrix.Join(gain, -1 * forward.Block(0, forward.Columns - 1, m, 1));
            }

            if (_problem.Drift is not null || _targets is not null)
            {
                offsets.Add(affineGain.Block(0, own, m, 1).ToVector());
            }
        }

        return new PlantHorizonSolution
        {
            Status = PlantStatus.Ok,
            Evidence = new PlantEvidence(),
            Gains = gains,
            CostsToGo = costs,
            Offsets = offsets,
            Feedforwards = forwards,
            Memory = _plan.Memory,
            SteadyState = target?.StateAt(_problem.Tracking!.Reference),
            SteadyInput = target?.InputAt(_problem.Tracking!.Reference),
            Cost = cost + (discount * NoiseAfter(_problem, _horizon, _plan, stages[^1])),
        };
    }

    /// <summary>What the noise of [Th, Th + τ) costs the plant, the weight at the end included.</summary>
    internal static double NoiseAfter(PlantProblem problem, PlantHorizon horizon, PlantPlan plan, PlantPieces last)
    {
        PlantRoll roll = Ending(problem, plan, _ => last, PlantSolver.Layout(problem, plan));
        Matrix final = new(horizon.Qf ?? problem.Q);
        return plan.Delay == 0 ? 0 : roll.NoiseCost + (roll.Discount * final.TraceOfProduct(roll.Covariance));
    }

    /// <summary>The plant in [Th, Th + τ), when the inputs under way act; ξ no longer counts.</summary>
    internal static PlantRoll Ending(PlantProblem problem, PlantPlan plan, Func<int, PlantPieces> piecesOf, PlantLayout layout)
    {
        var roll = new PlantRoll(layout);
        for (int i = 0; i < plan.Delay; i++)
        {
            int old = plan.Delay - i;
            PlantPieces pieces = piecesOf(i);
            if (old > 1 || !plan.IsSplit)
            {
                StepModel.Follow(problem, plan, pieces, roll, layout.Past(old), layout.Past(old - 1), plan.IsSplit, false);
                continue;
            }

            if (pieces.AtInstant is { } weight)
            {
                roll.Charge(weight, layout.Past(1));
            }

            roll.Hold(pieces.First, layout.Past(1));
        }

        return roll;
    }
}
