namespace SpanLqr.Shapes.Dense;

/// <summary>
/// The sizes of one product D = left·right and where its entries lie: entry (i, k) of left at i·LeftRow + k·LeftDepth,
/// entry (k, j) of right at k·RightDepth + j·RightColumn, row i of D at i·Row.
/// </summary>
/// <remarks>Either the entries of a row of the right factor or those of a column lie side by side.</remarks>
internal readonly struct ProductLayout(int rows, int depth, int columns)
{
    public int Rows { get; } = rows;

    public int Depth { get; } = depth;

    public int Columns { get; } = columns;

    public nint LeftRow { get; init; } = depth;

    public nint LeftDepth { get; init; } = 1;

    public nint RightDepth { get; init; } = columns;

    public nint RightColumn { get; init; } = 1;

    public nint Row { get; init; } = columns;

    /// <summary>Whether the caller wants only the entries on and below the diagonal; others may be written too.</summary>
    public bool LowerOnly { get; init; }

    /// <summary>X·Y, rows×depth by depth×columns.</summary>
    public static ProductLayout Plain(int rows, int depth, int columns) => new(rows, depth, columns);

    /// <summary>X'·Y, with X stored depth×rows.</summary>
    public static ProductLayout LeftTransposed(int rows, int depth, int columns) =>
        new(rows, depth, columns) { LeftRow = 1, LeftDepth = rows };

    /// <summary>X·Y', with Y stored columns×depth.</summary>
    public static ProductLayout RightTransposed(int rows, int depth, int columns) =>
        new(rows, depth, columns) { RightDepth = 1, RightColumn = depth };

    /// <summary>X·Y where all three are parts of one matrix of <paramref name="stride"/> columns.</summary>
    public static ProductLayout Within(int stride, int rows, int depth, int columns) =>
        new(rows, depth, columns) { LeftRow = stride, RightDepth = stride, Row = stride };

    /// <summary>The same product, of which only the lower triangle is wanted.</summary>
    public ProductLayout Lower() => this with { LowerOnly = true };

    /// <summary>The transpose of a product with one column, which is one row: X'·y as y'·X, whose entries lie side by side.</summary>
    public ProductLayout AsRow() => new(1, Depth, Rows)
    {
        LeftRow = Depth,
        LeftDepth = RightDepth,
        RightDepth = LeftDepth,
        RightColumn = LeftRow,
    };
}
