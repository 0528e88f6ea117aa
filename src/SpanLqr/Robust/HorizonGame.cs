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
        return solvable
            ? new AttenuationPoint(gamma, true, margin, Excess(null, gamma), _problem.Agents is { } agents ? Excess(agents, gamma) : double.NaN)
            : new AttenuationPoint(gamma, false, margin, double.NaN, double.NaN);
    }

    /// <summary>Everything at one level.</summary>
    public RobustSolution Solve(double gamma)
    {
        GameRecursionResult first = _deviations.Solve(gamma), second = _meanField.Solve(gamma);
        double[] margins = _deviations.Margins.Zip(_meanField.Margins, Math.Min).ToArray();
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

    private FiniteAgents Finite(int agents, double gamma, double excess, RobustPolicyPart deviations, RobustPolicyPart meanField)
    {
        double constant = (PaperConstant.Norm(deviations, _parts[0]) + PaperConstant.Norm(meanField, _parts[1])) * _noise.PrivateNorm;
        return new FiniteAgents(agents, Value(agents), Excess(agents, gamma), constant, excess + (constant * _horizon / agents));
    }

    private double Value(int? agents) => _noise.Value(agents, _deviations.Start, _deviations.Sum, _meanField.Start, _meanField.Sum);

    private double Excess(int? agents, double gamma) => Value(agents) - (gamma * gamma * _noise.Energy * _horizon);
}
