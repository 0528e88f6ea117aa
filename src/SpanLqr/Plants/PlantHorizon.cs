using System.Collections.Generic;

namespace SpanLqr.Plants;

/// <summary>A finite horizon of a plant: inputs u_0 … u_{T−1}, the cost of [0, Th + τ) and a weight of the state at its end.</summary>
public sealed record PlantHorizon
{
    /// <summary>T, at least 1.</summary>
    public required int Steps { get; init; }

    /// <summary>Q_T, n×n, symmetric; null takes the (last) Q.</summary>
    public double[,]? Qf { get; init; }

    /// <summary>A_t, one a step, in place of <see cref="PlantProblem.A"/>; null where it does not change. So the others; none with a delay.</summary>
    public IReadOnlyList<double[,]>? A { get; init; }

    /// <summary>B_t, one a step.</summary>
    public IReadOnlyList<double[,]>? B { get; init; }

    /// <summary>Q_t, one a step.</summary>
    public IReadOnlyList<double[,]>? Q { get; init; }

    /// <summary>R_t, one a step.</summary>
    public IReadOnlyList<double[,]>? R { get; init; }

    /// <summary>S_t, one a step.</summary>
    public IReadOnlyList<double[,]>? S { get; init; }

    /// <summary>The problem with the matrices of one step.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="step">t, from 0 to T − 1.</param>
    public PlantProblem At(PlantProblem problem, int step)
    {
        System.ArgumentNullException.ThrowIfNull(problem);
        return problem with
        {
            A = A?[step] ?? problem.A,
            B = B?[step] ?? problem.B,
            Q = Q?[step] ?? problem.Q,
            R = R?[step] ?? problem.R,
            S = S?[step] ?? problem.S,
        };
    }

    /// <summary>Whether some matrix changes from step to step.</summary>
    public bool IsVarying => A is not null || B is not null || Q is not null || R is not null || S is not null;
}
