using System;
using System.Linq;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Robust;

/// <summary>The game over T steps, at any level, in memory taken once.</summary>
internal sealed class HorizonGame<TShape> : IAttenuation
    where TShape : struct, ILqrShape
{
    private readonly RobustProblem _problem;
    private readonly RobustPart[] _parts;
    private readonly PartBuffers<TShape> _deviations;
    private readonly PartBuffers<TShape> _meanField;
    private readonly NoiseLaw _noise;
    private readonly int _horizon;
    private bool _meanFieldFailed;

    public HorizonGame(TShape shape, RobustProblem problem, RobustPart deviations, RobustPart meanField)
    {
        _problem = problem;
        _horizon = problem.Horizon!.Value;
        _noise = new NoiseLaw(problem);
        _parts = [deviations, meanField];
        _deviations = new PartBuffers<TShape>(shape, deviations, _horizon);
        _meanField = new PartBuffers<TShape>(shape, meanField, _horizon);
    }

    /// <inheritdoc/>
    public AttenuationPoint Evaluate(double gamma)
    {
        if (_problem.Agents == 1)
        {
            GameRecursionResult own = _deviations.Solve(gamma), mean = _meanField.Solve(gamma);
            return new AttenuationPoint(
                gamma,
                Verdict(own.IsOk && mean.IsOk, Math.Min(own.Margin, mean.Margin), null, gamma),
                Verdict(mean.IsOk, mean.Margin, 1, gamma));
        }

        // The part that failed last will most likely fail again, and then the other one need not be solved.
        (PartBuffers<TShape> likely, PartBuffers<TShape> other) = _meanFieldFailed ? (_meanField, _deviations) : (_deviations, _meanField);
        GameRecursionResult first = likely.Solve(gamma);
        GameRecursionResult second = first.IsOk ? other.Solve(gamma) : first;
        if (first.IsOk && !second.IsOk)
        {
            _meanFieldFailed = !_meanFieldFailed;
        }

        bool solvable = first.IsOk && second.IsOk;
        double margin = Math.Min(first.Margin, second.Margin);
        return new AttenuationPoint(gamma, Verdict(solvable, margin, null, gamma), Verdict(solvable, margin, _problem.Agents, gamma));
    }

    /// <summary>Everything at one level.</summary>
    public RobustSolution Solve(double gamma)
    {
        GameRecursionResult first = _deviations.Solve(gamma), second = _meanField.Solve(gamma);
        double[] margins = _deviations.Margins.Zip(_meanField.Margins, Math.Min).ToArray();
        if (!first.IsOk && second.IsOk && _problem.Agents == 1)
        {
            return OfOneAgent(gamma, first.FailedStage);
        }

        if (!first.IsOk || !second.IsOk)
        {
            // The recursion runs backwards, so the later stage is the one that fails first.
            bool blamesFirst = !first.IsOk && (second.IsOk || first.FailedStage >= second.FailedStage);
            GameRecursionResult failed = blamesFirst ? first : second;
            return new RobustSolution
            {
                Status = failed.Status,
                Gamma = gamma,
                FailedPart = blamesFirst ? _deviations.Name : _meanField.Name,
                FailedStage = failed.FailedStage,
                Margins = margins,
            };
        }

        RobustPolicyPart deviations = _deviations.Unstack(), meanField = _meanField.Unstack();
        double value = Value(null), excess = Excess(null, gamma);
        return new RobustSolution
        {
            Status = double.IsFinite(value) && double.IsFinite(excess) ? SolveStatus.Ok : SolveStatus.NonFinite,
            Gamma = gamma,
            Margins = margins,
            Deviations = deviations,
            MeanField = meanField,
            Value = value,
            ViabilityMargin = excess,
            Finite = _problem.Agents is { } agents ? Finite(agents, gamma, excess, deviations, meanField) : null,
        };
    }

    /// <summary>The deviations have no saddle point, and one agent needs none.</summary>
    private RobustSolution OfOneAgent(double gamma, int failedStage)
    {
        RobustPolicyPart meanField = _meanField.Unstack();
        double value = Value(1);
        return new RobustSolution
        {
            Status = double.IsFinite(value) ? SolveStatus.Ok : SolveStatus.NonFinite,
            Gamma = gamma,
            FailedPart = _deviations.Name,
            FailedStage = failedStage,
            Margins = _meanField.Margins.ToArray(),
            Deviations = meanField.Idle(),
            MeanField = meanField,
            Finite = new FiniteAgents { Agents = 1, Value = value, ViabilityMargin = Excess(1, gamma) },
        };
    }

    private AttenuationVerdict Verdict(bool solvable, double margin, int? agents, double gamma) =>
        new(solvable, margin, solvable ? Excess(agents, gamma) : double.NaN);

    private FiniteAgents Finite(int agents, double gamma, double excess, RobustPolicyPart deviations, RobustPolicyPart meanField)
    {
        double constant = (PaperConstant.Norm(deviations, _parts[0]) + PaperConstant.Norm(meanField, _parts[1])) * _noise.PrivateNorm;
        return new FiniteAgents
        {
            Agents = agents,
            Value = Value(agents),
            ViabilityMargin = Excess(agents, gamma),
            PaperConstant = constant,
            PaperMargin = excess + (constant * _horizon / agents),
        };
    }

    private double Value(int? agents) => _noise.Value(agents, _deviations.Start, _deviations.Sum, _meanField.Start, _meanField.Sum);

    private double Excess(int? agents, double gamma) => Value(agents) - (gamma * gamma * _noise.Energy * _horizon);
}
