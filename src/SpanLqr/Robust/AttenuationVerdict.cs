namespace SpanLqr.Robust;

/// <summary>What a level γ comes to for one number of agents.</summary>
/// <param name="Solvable">Whether γ²I − D'MD ≻ 0 at every step of the parts that count.</param>
/// <param name="Margin">The least eigenvalue of those matrices; not positive, or NaN, where γ is not solvable.</param>
/// <param name="Excess">The left side of the viability inequality; NaN where γ is not solvable.</param>
internal readonly record struct AttenuationVerdict(bool Solvable, double Margin, double Excess)
{
    /// <summary>Whether γ attenuates as much as it says.</summary>
    public bool IsViable => Solvable && Excess <= 0;
}
