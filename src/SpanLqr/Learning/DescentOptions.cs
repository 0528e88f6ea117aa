using System;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning;

/// <summary>The settings of <see cref="ZeroOrderDescent"/>.</summary>
public sealed record DescentOptions
{
    /// <summary>How gradients are estimated.</summary>
    public GradientOptions Gradient { get; init; } = new();

    /// <summary>How long steps are.</summary>
    public StepRule Step { get; init; } = new(StepKind.Backtracking, 1, 100);

    /// <summary>The radius of the ball on which parameters are projected after each step, around 0; +∞ for none.</summary>
    public double Ball { get; init; } = double.PositiveInfinity;

    /// <summary>Ends where ‖∇̂J‖ falls below this; 0 never does.</summary>
    public double Tolerance { get; init; }

    internal void Check()
    {
        Gradient.Check();
        Step.Check();
        if (!(Ball > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Ball), Ball, "The ball's radius must be positive.");
        }

        if (!(Tolerance >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance must be at least 0.");
        }
    }
}
