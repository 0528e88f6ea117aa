using System;
using SpanLqr.Lqr;
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
        GameDareResult second = first.IsOk ? Solve(_meanField, gamma, _meanCost) : first;
        bool solvable = first.IsOk && second.IsOk;
        double margin = Math.Min(first.Margin, second.Margin);
        return solvable
            ? new AttenuationPoint(gamma, true, margin, Excess(null, gamma), _problem.Agents is { } agents ? Excess(agents, gamma) : double.NaN)
            : new AttenuationPoint(gamma, false, margin, double.NaN, double.NaN);
    }

    /// <summary>Everything at one level.</summary>
    public RobustSolution Solve(double gamma)
    {
        GameDareResult first = Solve(_deviations, gamma, _cost);
        RobustPolicyPart deviations = Current(_cost);
        GameDareResult second = Solve(_meanField, gamma, _meanCost);
        RobustPolicyPart meanField = Current(_meanCost);
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

        double value = Value(null);
        return new RobustSolution
        {
            Status = double.IsFinite(value) ? SolveStatus.Ok : SolveStatus.NonFinite,
            Gamma = gamma,
            Margins = [Math.Min(first.Margin, second.Margin)],
            Deviations = deviations,
            MeanField = meanField,
            Value = value,
            ViabilityMargin = Excess(null, gamma),
            Finite = _problem.Agents is { } agents ? new FiniteAgents(agents, Value(agents), Excess(agents, gamma), null, null) : null,
        };
    }

    private GameDareResult Solve(RobustPart part, double gamma, double[] cost) =>
        GameDare.Solve(_shape, part.Model, gamma, cost, _gain, _adversaryGain, _workspace);

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
