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

    /// <summary>
    /// What is to be followed, all of it known beforehand: r_0 … r_T, one a step and one for the end. With tracked outputs of the problem
    /// q entries each, and the weights are those of the deviations from the cheapest steady state that holds Ex = r_t; else x̂_t, n entries
    /// each, and the weights are those of (x − x̂_t, u − û_t). r_t counts from when u_t acts until u_{t+1} does. Null for none.
    /// </summary>
    public IReadOnlyList<double[]>? References { get; init; }

    /// <summary>û_0 … û_{T−1}, m entries each, the inputs that go with references of states; null for zero.</summary>
    public IReadOnlyList<double[]>? InputReferences { get; init; }

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
