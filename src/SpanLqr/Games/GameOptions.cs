namespace SpanLqr.Games;

/// <summary>What <see cref="GameSolver"/> may do.</summary>
public sealed record GameOptions
{
    /// <summary>Which way to go.</summary>
    public EquilibriumMethod Method { get; init; } = EquilibriumMethod.Automatic;

    /// <summary>
    /// Best responses at most, for the fixed point. The default covers a rate of 0.985; a game nearer the edge of having an equilibrium needs more.
    /// </summary>
    public int MaxIterations { get; init; } = 2000;
}
