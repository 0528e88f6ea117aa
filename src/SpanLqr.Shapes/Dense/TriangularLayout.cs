namespace SpanLqr.Shapes.Dense;

/// <summary>
/// The sizes of a triangular system of many right sides and where its entries lie, rows counted in the order of elimination: entry (i, k)
/// of the factor at i·FactorRow + k·FactorDepth, row i of source and solution at i·Row.
/// </summary>
internal readonly struct TriangularLayout(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public nint FactorRow { get; init; } = rows;

    public nint FactorDepth { get; init; } = 1;

    public nint Row { get; init; } = columns;

    /// <summary>Whether row i is multiplied by 1/f_ii.</summary>
    public bool Divides { get; init; }
}
