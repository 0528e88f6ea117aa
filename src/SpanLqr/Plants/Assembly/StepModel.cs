using System;

namespace SpanLqr.Plants;

/// <summary>One step on a layout: s⁺ = As + Bu + c, cost s'Qs + 2s'Su + u'Ru + 2q's + 2r'u + constant.</summary>
internal sealed record StepModel(
    PlantLayout Layout, Matrix A, Matrix B, Matrix Drift, Matrix Q, Matrix S, Matrix R, Matrix StateTerm, Matrix InputTerm, double Constant)
{
    /// <summary>[[Q, S], [S', R]].</summary>
    public Matrix Weight => Matrix.Stack(Matrix.Join(Q, S), Matrix.Join(S.T, R));

    /// <summary>The step of a plant whose inputs are delayed.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="pieces">Its pieces.</param>
    /// <param name="layout">What is remembered.</param>
    /// <param name="delay">The delay in steps, the last one split where <paramref name="isSplit"/> says so.</param>
    /// <param name="isSplit">Whether two inputs act within the step.</param>
    /// <param name="rateFactor">What the weight of the rate is multiplied by.</param>
    /// <param name="paysIntegral">Whether ξ costs in this step.</param>
    /// <param name="paysAhead">Whether an input is paid for when it is chosen, and not at the next instant, when it acts.</param>
    public static StepModel Make(
        PlantProblem problem,
        PlantPlan plan,
        PlantPieces pieces,
        PlantLayout layout,
        int delay,
        bool isSplit,
        double rateFactor = 1,
        bool paysIntegral = true,
        bool paysAhead = false)
    {
        var roll = new PlantRoll(layout);
        PlantPieces paid = paysAhead ? pieces.OnStateAlone() : pieces;
        Follow(problem, plan, paid, roll, layout.Past(delay), layout.Past(Math.Max(0, delay - 1)), isSplit, paysIntegral);
        Matrix cost = roll.Cost;
        if (paysAhead)
        {
            cost += layout.Input.T * (plan.StepDiscount * new Matrix(problem.R) * layout.Input);
        }

        if (plan.HasRate)
        {
            Matrix change = layout.Input - layout.Past(1);
            cost += rateFactor * (change.T * (plan.RateWeight(problem) * change));
        }

        int own = layout.Own, m = layout.Inputs;
        cost = cost.Symmetric();
        Matrix next = layout.Next(roll.State, roll.Integral);
        return new StepModel(
            layout,
            next.Block(0, 0, own, own),
            next.Block(0, own + 1, own, m),
            next.Block(0, own, own, 1),
            cost.Block(0, 0, own, own),
            cost.Block(0, own + 1, own, m),
            cost.Block(own + 1, own + 1, m, m),
            cost.Block(0, own, own, 1),
            cost.Block(own + 1, own, m, 1),
            cost[own, own]);
    }

    /// <summary>Follows a plant for one step in which <paramref name="old"/> acts, or first that and then <paramref name="later"/>.</summary>
    public static void Follow(
        PlantProblem problem, PlantPlan plan, PlantPieces pieces, PlantRoll roll, Matrix old, Matrix later, bool isSplit, bool paysIntegral)
    {
        if (pieces.AtInstant is { } weight)
        {
            roll.Charge(weight, old);
        }

        if (plan.Integrals > 0)
        {
            Matrix integral = plan.IntegralWeight(problem);
            roll.Integrate(plan.Step * new Matrix(problem.Tracking!.Outputs), (paysIntegral ? 1 : 0) * integral);
        }

        if (isSplit)
        {
            roll.Hold(pieces.First, old);
            roll.Hold(pieces.Second, later);
        }
        else
        {
            roll.Hold(pieces.Full, old);
        }
    }
}
