namespace SpanLqr.Shapes.Dense;

/// <summary>
/// The sizes of one product D = left·right and where its entries lie: entry (i, k) of left at i·LeftRow + k·LeftDepth,
/// entry (k, j) of right at k·RightDepth + j·RightColumn. D is dense and row-major.
/// </summary>
internal readonly struct ProductLayout
{
    private ProductLayout(int rows, int depth, int columns)
    {
        Rows = rows;
        Depth = depth;
        Columns = columns;
        LeftRow = depth;
        LeftDepth = 1;
        RightDepth = columns;
        RightColumn = 1;
    }

    public int Rows { get; }

    public int Depth { get; }

    public int Columns { get; }

    public nint LeftRow { get; private init; }

    public nint LeftDepth { get; private init; }

    public nint RightDepth { get; private init; }

    public nint RightColumn { get; private init; }

    /// <summary>Whether the caller wants only the entries on and below the diagonal; others may be written too.</summary>
    public bool LowerOnly { get; private init; }

    /// <summary>X·Y, rows×depth by depth×columns.</summary>
    public static ProductLayout Plain(int rows, int depth, int columns) => new(rows, depth, columns);

    /// <summary>X'·Y, with X stored depth×rows.</summary>
    public static ProductLayout LeftTransposed(int rows, int depth, int columns) =>
        new(rows, depth, columns) { LeftRow = 1, LeftDepth = rows };

    /// <summary>X·Y', with Y stored columns×depth.</summary>
    public static ProductLayout RightTransposed(int rows, int depth, int columns) =>
        new(rows, depth, columns) { RightDepth = 1, RightColumn = depth };

    /// <summary>The same product, of which only the lower triangle is wanted.</summary>
    public ProductLayout Lower() => this with { LowerOnly = true };
}
