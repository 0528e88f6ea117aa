namespace SpanLqr.Compare.Ours;

/// <summary>Which of our two doors is measured.</summary>
internal enum Tier
{
    /// <summary>The public border: <c>Kernels</c>, <c>RiccatiRecursion</c>, <c>Dare</c>; lengths and overlaps checked on every call.</summary>
    Checked,

    /// <summary>The members of <see cref="Shapes.ILqrShape"/>, which check nothing.</summary>
    Raw,
}
