using System;

namespace SpanLqr.Plants;

/// <summary>How the time of a problem is cut: its delay in steps and the rest, what is predicted and what is solved for.</summary>
internal sealed class PlantPlan
{
    // A delay this near a whole number of steps is meant to be one.
    private const double WholeSteps = 1e-9;

    public PlantPlan(PlantProblem problem)
    {
        IsContinuous = problem.Time == PlantTime.Continuous;
        Step = IsContinuous ? problem.Step : 1;
        IsIntegrated = IsContinuous && problem.Weights == StepWeights.Integrated;
        double steps = problem.Delay / Step, whole = Math.Round(steps);
        bool isWhole = Math.Abs(steps - whole) <= WholeSteps;
        Delay = (int)(isWhole ? whole : Math.Ceiling(steps));
        First = isWhole ? Step : problem.Delay - ((Delay - 1) * Step);
        IsSplit = !isWhole;
        bool hasIntegral = problem.Tracking?.IntegralWeight is not null;
        Integrals = hasIntegral ? problem.Tracking!.Outputs.GetLength(0) : 0;
        HasRate = problem.RateWeight is not null;

        // The cost and ξ of a split step are no sums over its pieces then, so the equation keeps the last input as a state.
        IsCoreSplit = IsSplit && (hasIntegral || !IsIntegrated);
        Lead = IsCoreSplit ? Delay - 1 : Delay;
        Memory = Math.Max(Delay, HasRate ? 1 : 0);
        CoreMemory = HasRate || IsCoreSplit ? 1 : 0;
        DiscountRate = problem.Discount == 1 ? 0 : -Math.Log(problem.Discount);
        StepDiscount = problem.Discount == 1 ? 1 : Math.Exp(-DiscountRate * Step);
        double lead = IsCoreSplit ? Lead * Step : IsSplit ? problem.Delay : Delay * Step;
        LeadDiscount = problem.Discount == 1 ? 1 : Math.Exp(-DiscountRate * lead);
        PerCost = !IsIntegrated ? 1 : problem.Discount == 1 ? 1 / Step : DiscountRate / -double.ExpM1(-DiscountRate * Step);
    }

    public bool IsContinuous { get; }

    /// <summary>h; 1 in discrete time.</summary>
    public double Step { get; }

    public bool IsIntegrated { get; }

    /// <summary>d = ⌈τ/h⌉.</summary>
    public int Delay { get; }

    /// <summary>τ', for which u_{t−d} acts at the start of a step; h where the delay is a whole number of steps.</summary>
    public double First { get; }

    /// <summary>Whether two inputs act within one step.</summary>
    public bool IsSplit { get; }

    /// <summary>Whether they do in the equation that is solved, too.</summary>
    public bool IsCoreSplit { get; }

    /// <summary>Whether the equation pays for an input when it is chosen: with sampled weights of a split step, where it acts at the next instant.</summary>
    public bool PaysAhead => IsCoreSplit && IsContinuous && !IsIntegrated;

    /// <summary>The steps by which the state is predicted; the last of them a part of one where only the delay is split.</summary>
    public int Lead { get; }

    /// <summary>k, the inputs that the controller remembers.</summary>
    public int Memory { get; }

    /// <summary>Those that the equation remembers.</summary>
    public int CoreMemory { get; }

    /// <summary>q, the integrators.</summary>
    public int Integrals { get; }

    public bool HasRate { get; }

    /// <summary>ρ = −ln β.</summary>
    public double DiscountRate { get; }

    /// <summary>b, the discount of a step.</summary>
    public double StepDiscount { get; }

    /// <summary>That of the time by which the state is predicted.</summary>
    public double LeadDiscount { get; }

    /// <summary>f, what the cost of a step is to be multiplied by.</summary>
    public double PerCost { get; }

    /// <summary>The weight of u_t − u_{t−1}.</summary>
    public Matrix RateWeight(PlantProblem problem) => (IsIntegrated ? 1 / Step : 1) * new Matrix(problem.RateWeight!);

    /// <summary>The weight of ξ at an instant.</summary>
    public Matrix IntegralWeight(PlantProblem problem) => (IsIntegrated ? Step : 1) * new Matrix(problem.Tracking!.IntegralWeight!);
}
