using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Reference;

namespace SpanLqr.Accuracy;

/// <summary>One problem, what the oracle says of it, and all answers; ours first.</summary>
internal sealed record Row(Case Case, PreciseDare.Solution? Truth, IReadOnlyList<Answer> Answers)
{
    // Below the unit roundoff there is nothing left to win.
    private const double UnitRoundoff = 1.1102230246251565e-16;
    private const double DefectFactor = 10;

    /// <summary>‖P̂ − P‖_F / ‖P‖_F against the oracle; NaN where either is missing.</summary>
    public double Error(Answer answer) =>
        Truth is null || answer.CostToGo is null ? double.NaN : PreciseDare.forwardError(Truth, answer.CostToGo);

    /// <summary>The residual of an answer, computed in double-double for all alike, relative to the terms of the equation.</summary>
    public double Residual(Answer answer) =>
        answer.CostToGo is null ? double.NaN : PreciseDare.residualOf(Case.Problem, PreciseMatrix.ofFloats(answer.CostToGo)).Item2;

    /// <summary>How sensitive P is to its data.</summary>
    public double Condition => Truth is { IsStabilising: true } ? PreciseDare.condition(Case.Problem, Truth) : double.NaN;

    /// <summary>Whether a peer has more than one digit that we have not.</summary>
    public bool IsDefect
    {
        get
        {
            double ours = Error(Answers[0]);
            double best = Answers.Skip(1).Select(Error).Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Min();
            return double.IsFinite(best) && !(ours <= DefectFactor * Math.Max(best, UnitRoundoff));
        }
    }
}
