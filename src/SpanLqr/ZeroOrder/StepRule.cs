using System;

namespace SpanLqr.ZeroOrder;

/// <summary>A rule for step lengths.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Step">η, positive.</param>
/// <param name="Delay">k₀, positive: the iteration from which on a decaying step shrinks.</param>
public readonly record struct StepRule(StepKind Kind, double Step, double Delay = 1)
{
    /// <summary>The step of iteration k, before any halving.</summary>
    /// <param name="iteration">k.</param>
    public double At(int iteration) => Kind == StepKind.Decaying ? Step / Math.Sqrt(1 + (iteration / Delay)) : Step;

    internal void Check()
    {
        EnumGuard.Require(Kind);
        if (!(Step > 0) || !double.IsFinite(Step))
        {
            throw new ArgumentOutOfRangeException(nameof(Step), Step, "The step must be a positive number.");
        }

        if (!(Delay > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Delay), Delay, "The delay must be positive.");
        }
    }
}
