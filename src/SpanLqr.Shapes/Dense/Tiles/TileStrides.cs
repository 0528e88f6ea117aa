namespace SpanLqr.Shapes.Dense.Tiles;

/// <summary>
/// Where the entries of a tile lie, in entries from its first one: (i, k) of the left factor at i·LeftRow + k·LeftDepth, row k of the right
/// one at k·RightDepth, row i of the destination at i·Row. The vectors of a row begin at 0, Second and Third; the last one overlaps its
/// neighbour where a row is not a multiple of a vector.
/// </summary>
internal readonly struct TileStrides
{
    public nint LeftRow { get; init; }

    public nint LeftDepth { get; init; }

    public nint RightDepth { get; init; }

    public nint Row { get; init; }

    public nint Second { get; init; }

    public nint Third { get; init; }
}
