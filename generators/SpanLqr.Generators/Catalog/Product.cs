namespace SpanLqr.Generators.Catalog;

/// <summary>A matrix product D = op(L)·op(R), as a private core that several kernels share.</summary>
/// <param name="Name">The name of the core.</param>
/// <param name="Rows">Rows of D.</param>
/// <param name="Inner">Terms of each sum.</param>
/// <param name="Cols">Columns of D.</param>
/// <param name="LeftTransposed">Whether L is stored as inner×rows.</param>
/// <param name="RightTransposed">Whether R is stored as cols×inner.</param>
/// <param name="LowerOnly">Whether D is symmetric: only entries on and below the diagonal are computed.</param>
internal sealed record Product(
    string Name,
    int Rows,
    int Inner,
    int Cols,
    bool LeftTransposed,
    bool RightTransposed,
    bool LowerOnly = false)
{
    /// <summary>The reference that holds L, a parameter of the core.</summary>
    public string Left { get; init; } = "left";

    /// <summary>The reference that holds R, a parameter of the core.</summary>
    public string Right { get; init; } = "right";

    public int MultiplyAdds => LowerOnly ? Rows * (Rows + 1) / 2 * Inner : Rows * Cols * Inner;

    /// <summary>The formula in the letters of the operands: <c>A'·B</c>.</summary>
    public string Formula { get; init; } = "";

    /// <summary>The distance between L's entries of one row.</summary>
    public int LeftInnerStride => LeftTransposed ? Rows : 1;

    /// <summary>The distance between L's rows.</summary>
    public int LeftRowStride => LeftTransposed ? 1 : Inner;

    /// <summary>The distance between R's entries of one column.</summary>
    public int RightInnerStride => RightTransposed ? 1 : Cols;

    /// <summary>The distance between R's columns.</summary>
    public int RightColStride => RightTransposed ? Inner : 1;

    /// <summary>The product that a name spells: <c>AtB</c> is A'·B.</summary>
    public static Product Of(string letters, ShapeSize size)
    {
        bool leftTransposed = letters[1] == 't';
        bool rightTransposed = letters[letters.Length - 1] == 't';
        char left = letters[0];
        char right = letters[leftTransposed ? 2 : 1];
        MatrixSize l = leftTransposed ? size[left].Transposed : size[left];
        MatrixSize r = rightTransposed ? size[right].Transposed : size[right];
        return new Product("Product" + letters, l.Rows, l.Cols, r.Cols, leftTransposed, rightTransposed)
        {
            Formula = left + (leftTransposed ? "'·" : "·") + right + (left == right ? "\u0302" : "") + (rightTransposed ? "'" : ""),
        };
    }

    /// <summary>The same product with its result known to be symmetric.</summary>
    public Product Symmetric() => this with { Name = "Symmetric" + Name, LowerOnly = true };

    /// <summary>
    /// The same numbers in the order that vectors like. A vector result is contiguous, so D = L'·r is computed as
    /// D' = r'·L, along the rows of L; D = l·R' as R·l', one row of R after the other.
    /// </summary>
    public Product Canonical()
    {
        if (LowerOnly || (Rows == 1 && Cols == 1))
        {
            return this;
        }

        if (Cols == 1 && LeftTransposed)
        {
            return this with { Rows = 1, Cols = Rows, LeftTransposed = false, RightTransposed = false, Left = Right, Right = Left };
        }

        if (Rows == 1 && RightTransposed)
        {
            return this with { Rows = Cols, Cols = 1, LeftTransposed = false, RightTransposed = false, Left = Right, Right = Left };
        }

        return this;
    }
}
