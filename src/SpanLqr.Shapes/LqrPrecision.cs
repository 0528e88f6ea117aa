namespace SpanLqr;

/// <summary>What the entries of a shape's matrices are.</summary>
public enum LqrPrecision
{
    /// <summary><see cref="double"/>, which the solvers need.</summary>
    Double,

    /// <summary><see cref="float"/>: half the memory and twice the lanes, for the controller's side.</summary>
    Single,
}
