namespace SpanLqr.Robust;

/// <summary>One level γ: whether both games have saddle points, and how far it is from viable.</summary>
/// <param name="Gamma">γ.</param>
/// <param name="Limit">The verdict for infinitely many agents.</param>
/// <param name="Finite">The verdict for N agents; that of infinitely many where there is no N.</param>
internal readonly record struct AttenuationPoint(double Gamma, AttenuationVerdict Limit, AttenuationVerdict Finite)
{
    /// <summary>The verdict for infinitely many agents or for N.</summary>
    public AttenuationVerdict Of(bool finite) => finite ? Finite : Limit;
}
