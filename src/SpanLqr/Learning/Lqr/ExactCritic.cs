using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Learning.Lqr;

/// <summary>The critic that knows the model: Δ_K by two Lyapunov equations. What the others are measured against.</summary>
public sealed class ExactCritic : ICritic
{
    private readonly LqrProblem _problem;
    private readonly double[] _costToGo;
    private readonly double[] _covariance;
    private readonly double[] _factor;
    private readonly double[] _workspace;

    /// <summary>Prepares the buffers.</summary>
    /// <param name="problem">The problem.</param>
    /// <exception cref="ArgumentException">A matrix has the wrong size.</exception>
    public ExactCritic(LqrProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        problem = problem.Checked();
        _problem = problem;
        int n = problem.StateDim, m = problem.InputDim;
        _costToGo = new double[n * n];
        _covariance = new double[n * n];
        _factor = new double[m * n];
        var visitor = default(LengthVisitor);
        _workspace = new double[ShapeDispatch.Run<LengthVisitor, int>(n, m, ref visitor)];
    }

    /// <inheritdoc/>
    public int StateDim => _problem.StateDim;

    /// <inheritdoc/>
    public int InputDim => _problem.InputDim;

    /// <inheritdoc/>
    public CriticEstimate Evaluate(ReadOnlySpan<double> gain, int iteration, Span<double> actionValue)
    {
        var visitor = new Visitor(this, gain, actionValue);
        return ShapeDispatch.Run<Visitor, CriticEstimate>(StateDim, InputDim, ref visitor);
    }

    private readonly struct LengthVisitor : IShapeVisitor<int>
    {
        public int Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape => PolicyEvaluation.WorkspaceLength(shape);
    }

    private readonly ref struct Visitor(ExactCritic critic, ReadOnlySpan<double> gain, Span<double> actionValue) : IShapeVisitor<CriticEstimate>
    {
        private readonly ReadOnlySpan<double> _gain = gain;
        private readonly Span<double> _actionValue = actionValue;

        public CriticEstimate Visit<TShape>(TShape shape)
            where TShape : struct, ILqrShape
        {
            LqrModel model = critic._problem.AsModel();
            PolicyResult result = PolicyEvaluation.Evaluate(
                shape,
                model,
                critic._problem.W is { } noise ? Arrays.Flat(noise) : [],
                _gain,
                0,
                critic._costToGo,
                critic._covariance,
                critic._factor,
                critic._workspace);
            PolicyEvaluation.ActionValue(shape, model, critic._costToGo, _actionValue, critic._workspace);
            return new CriticEstimate(result.Status == SolveStatus.Ok, result.Cost, 0, 0);
        }
    }
}
