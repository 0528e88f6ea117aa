namespace SpanLqr.Robust;

/// <summary>A game whose level can be varied; solvable and viable from some level on.</summary>
internal interface IAttenuation
{
    /// <summary>Solves the game at one level. Allocates nothing.</summary>
    AttenuationPoint Evaluate(double gamma);
}
