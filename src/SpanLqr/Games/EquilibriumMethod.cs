namespace SpanLqr.Games;

/// <summary>How an equilibrium is found.</summary>
public enum EquilibriumMethod
{
    /// <summary>
    /// The closed form where the coupling is symmetric and it succeeds, otherwise the fixed point where it is the only one, otherwise the pencil.
    /// </summary>
    Automatic = 0,

    /// <summary>The closed form by one Riccati equation of all mean fields; valid only where C^{lk} = (C^{kl})' for all l, k.</summary>
    Riccati,

    /// <summary>Best response and consistency in turn until they agree.</summary>
    FixedPoint,

    /// <summary>The stable eigenvalues and deflating subspaces of the game's pencil, which hold every equilibrium with a stable mean field.</summary>
    Pencil,
}
