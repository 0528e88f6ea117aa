using System;
using SpanLqr.ZeroOrder;

namespace SpanLqr.Learning.Lqr;

/// <summary>The settings of <see cref="ActorCritic"/>.</summary>
public sealed record ActorCriticOptions
{
    /// <summary>How long steps are.</summary>
    public ActorStep Step { get; init; } = ActorStep.Averaging;

    /// <summary>Ends where ‖Ê_K‖_F falls below this; 0 never does.</summary>
    public double Tolerance { get; init; }

    internal void Check()
    {
        Step.Rule.Check();
        if (Step.Rule.Kind == StepKind.Backtracking)
        {
            throw new ArgumentException("An actor's step is constant or decaying: it sees no costs to compare.", nameof(Step));
        }

        if (!(Tolerance >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance must be at least 0.");
        }
    }
}
