namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>A number known to the JIT: the rows or the vectors of a tile, whose code then has no loop over them.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}
