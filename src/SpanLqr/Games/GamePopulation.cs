namespace SpanLqr.Games;

/// <summary>Infinitely many agents alike: what one of them is, z⁺ = Az + Bu + w with w ~ N(0, W), and what it wants.</summary>
/// <remarks>
/// The generic agent pays z'Qz + u'Ru + Σ_k ‖z − z̄^k − β^k‖²_{C^k} a step, with k over all populations; <see cref="Own"/> is the
/// weight towards its own population's mean, a <see cref="GameCoupling"/> that towards another's.
/// </remarks>
public sealed record GamePopulation
{
    /// <summary>The name, unique in the game.</summary>
    public required string Name { get; init; }

    /// <summary>A, m×m; m is the same for all populations.</summary>
    public required double[,] A { get; init; }

    /// <summary>B, m×k; inputs may differ in number between populations.</summary>
    public required double[,] B { get; init; }

    /// <summary>Q, m×m, symmetric, ⪰ 0.</summary>
    public required double[,] Q { get; init; }

    /// <summary>R, k×k, symmetric, ≻ 0.</summary>
    public required double[,] R { get; init; }

    /// <summary>W, m×m, the covariance of each agent's own noise, or null for the identity.</summary>
    public double[,]? W { get; init; }

    /// <summary>ν, m: the mean of the initial states, or null for 0.</summary>
    public double[]? Mean0 { get; init; }

    /// <summary>Σ0, m×m: the covariance of the initial states, or null for W.</summary>
    public double[,]? Cov0 { get; init; }

    /// <summary>C^{ll}, m×m, symmetric, ⪰ 0: the weight of the distance to the own population's mean, or null for 0.</summary>
    public double[,]? Own { get; init; }

    /// <summary>N, the number of agents where the population is in truth finite: only ε-Nash and simulations ask for it.</summary>
    public int? Size { get; init; }

    /// <summary>m, the number of states of one agent.</summary>
    public int StateDim => A.GetLength(0);

    /// <summary>k, the number of inputs of one agent.</summary>
    public int InputDim => B.GetLength(1);
}
