namespace SpanLqr.Generators.Catalog;

/// <summary>Rows and columns of a dense row-major operand.</summary>
internal readonly record struct MatrixSize(int Rows, int Cols)
{
    public int Length => Rows * Cols;

    public MatrixSize Transposed => new(Cols, Rows);

    /// <summary><c>3×2</c>, or <c>3</c> for a vector.</summary>
    public override string ToString() => Cols == 1 ? Text.Of(Rows) : Text.Of(Rows) + "×" + Text.Of(Cols);
}
