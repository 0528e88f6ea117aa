using System;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Robust;

/// <summary>The game of infinitely many steps, at any level, in memory taken once.</summary>
internal sealed class StationaryGame<TShape> : IAttenuation
    where TShape : struct, ILqrShape
{
    private readonly TShape _shape;
    private readonly RobustProblem _problem;
    private readonly RobustPart _deviations;
    private readonly RobustPart _meanField;
    private readonly NoiseLaw _noise;
    private readonly double[] _workspace;
    private readonly double[] _cost;
    private readonly double[] _meanCost;
    private readonly double[] _gain;
    private readonly double[] _adversaryGain;

    public StationaryGame(TShape shape, RobustProblem problem, RobustPart deviations, RobustPart meanField)
    {
        int n = shape.StateDim, m = shape.InputDim, p = problem.AdversaryDim;
        _shape = shape;
        _problem = problem;
        (_deviations, _meanField) = (deviations, meanField);
        _noise = new NoiseLaw(problem);
        _workspace = new double[GameDare.WorkspaceLength(shape, p)];
        (_cost, _meanCost) = (new double[n * n], new double[n * n]);
        (_gain, _adversaryGain) = (new double[m * n], new double[p * n]);
    }

    /// <inheritdoc/>
    public AttenuationPoint Evaluate(double gamma)
    {
        GameDareResult first = Solve(_deviations, gamma, _cost);
        bool alone = _problem.Agents == 1;
        GameDareResult second = first.IsOk || alone ? Solve(_meanField, gamma, _meanCost) : first;
        bool solvable = first.IsOk && second.IsOk;
        double margin = Math.Min(first.Margin, second.Margin);
        return new AttenuationPoint(
            gamma,
            Verdict(solvable, margin, null, gamma),
            alone ? Verdict(second.IsOk, second.Margin, 1, gamma) : Verdict(solvable, margin, _problem.Agents, gamma));
    }

    /// <summary>Everything at one level.</summary>
    public RobustSolution Solve(double gamma)
    {
        GameDareResult first = Solve(_deviations, gamma, _cost);
        RobustPolicyPart deviations = Current(_cost);
        GameDareResult second = Solve(_meanField, gamma, _meanCost);
        RobustPolicyPart meanField = Current(_meanCost);
        if (!first.IsOk && second.IsOk && _problem.Agents == 1)
        {
            return OfOneAgent(gamma, second.Margin, meanField);
        }

        if (!first.IsOk || !second.IsOk)
        {
            return new RobustSolution
            {
                Status = first.IsOk ? second.Status : first.Status,
                Evidence = first.IsOk ? second.Evidence : first.Evidence,
                Gamma = gamma,
                FailedPart = first.IsOk ? _meanField.Name : _deviations.Name,
                Margins = [Math.Min(first.Margin, second.Margin)],
            };
        }

        double value = Value(null), excess = Excess(null, gamma);
        return new RobustSolution
        {
            Status = double.IsFinite(value) && double.IsFinite(excess) ? SolveStatus.Ok : SolveStatus.NonFinite,
            Gamma = gamma,
            Margins = [Math.Min(first.Margin, second.Margin)],
            Deviations = deviations,
            MeanField = meanField,
            Value = value,
            ViabilityMargin = excess,
            Finite = _problem.Agents is { } agents ? Finite(agents, gamma) : null,
        };
    }

    /// <summary>The deviations have no saddle point, and one agent needs none.</summary>
    private RobustSolution OfOneAgent(double gamma, double margin, RobustPolicyPart meanField)
    {
        double value = Value(1);
        return new RobustSolution
        {
            Status = double.IsFinite(value) ? SolveStatus.Ok : SolveStatus.NonFinite,
            Gamma = gamma,
            FailedPart = _deviations.Name,
            Margins = [margin],
            Deviations = meanField.Idle(),
            MeanField = meanField,
            Finite = Finite(1, gamma),
        };
    }

    private FiniteAgents Finite(int agents, double gamma) =>
        new() { Agents = agents, Value = Value(agents), ViabilityMargin = Excess(agents, gamma) };

    private AttenuationVerdict Verdict(bool solvable, double margin, int? agents, double gamma) =>
        new(solvable, margin, solvable ? Excess(agents, gamma) : double.NaN);

    private GameDareResult Solve(RobustPart part, double gamma, double[] cost) =>
        GameDare.Solve(_shape, part.Model, gamma, cost, _gain, _adversaryGain, _workspace, _problem.Indefinite);

    private RobustPolicyPart Current(double[] cost)
    {
        int n = _shape.StateDim;
        return new RobustPolicyPart(
            Matrices.Unstack(_gain, 1, _shape.InputDim, n),
            Matrices.Unstack(_adversaryGain, 1, _problem.AdversaryDim, n),
            Matrices.Unstack(cost, 1, n, n));
    }

    private double Value(int? agents) => _noise.Value(agents, [], _cost, [], _meanCost);

    private double Excess(int? agents, double gamma) => Value(agents) - (gamma * gamma * _noise.Energy);
}
