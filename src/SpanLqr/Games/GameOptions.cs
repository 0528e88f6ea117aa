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

    /// <summary>Equilibria to find at most where there are several.</summary>
    public int MaxEquilibria { get; init; } = 64;

    /// <summary>Whether they are to be found also where that takes long; otherwise two are enough to say that there are several.</summary>
    internal bool ListAll { get; init; }

    /// <summary>
    /// The most mean states L·m for which all eigenvalues of a game are computed, about 200·(Lm)³ flops. Beyond it uniqueness is known where the
    /// coupling is symmetric or where the eigenvalues that an equilibrium does not use are proven to lie outside the circle by their spectral radius.
    /// </summary>
    public int LargestPencil { get; init; } = 200;
}
