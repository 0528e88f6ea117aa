namespace SpanLqr.Robust;

/// <summary>One level γ: whether both games have saddle points, and how far it is from viable.</summary>
/// <param name="Gamma">γ.</param>
/// <param name="Solvable">Whether γ²I − D'MD ≻ 0 at every step, in both parts.</param>
/// <param name="Margin">The least eigenvalue of those matrices; not positive, or NaN, where γ is not solvable.</param>
/// <param name="Excess">The left side of the viability inequality; NaN where γ is not solvable.</param>
/// <param name="FiniteExcess">The same for N agents; NaN where there is no N.</param>
internal readonly record struct AttenuationPoint(double Gamma, bool Solvable, double Margin, double Excess, double FiniteExcess)
{
    /// <summary>The excess of infinitely many agents or of N.</summary>
    public double ExcessOf(bool finite) => finite ? FiniteExcess : Excess;

    /// <summary>Whether γ attenuates as much as it says.</summary>
    public bool IsViable(bool finite) => Solvable && ExcessOf(finite) <= 0;
}
