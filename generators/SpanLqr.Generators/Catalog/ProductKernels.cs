using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Generators.Catalog;

/// <summary>Products of two matrices, and products added to a matrix.</summary>
internal static class ProductKernels
{
    /// <summary>The products that have a core.</summary>
    public static IReadOnlyList<string> Letters { get; } =
        ["AA", "AB", "BK", "KA", "KB", "RK", "AtA", "AtB", "BtA", "BtB", "KtK", "AAt", "BBt"];

    /// <summary>The products whose result is known to be symmetric.</summary>
    public static IReadOnlyList<string> SymmetricLetters { get; } = ["AtA", "BtB", "KtK", "AAt", "BBt"];

    /// <summary>D ← X·Y.</summary>
    public static IEnumerable<Kernel> Multiply => Letters.Select(static letters => Of(letters, "Multiply", adds: false));

    /// <summary>D ← C + α·X·Y.</summary>
    public static IEnumerable<Kernel> MultiplyAdd => Letters.Select(static letters => Of(letters, "MultiplyAdd", adds: true));

    /// <summary>The names of the operands of a product: the second of two with one letter is numbered.</summary>
    public static (string Left, string Right) Operands(string letters)
    {
        string left = Text.Lower(letters[0]), right = Text.Lower(Right(letters));
        return (left, left == right ? right + "2" : right);
    }

    private static char Right(string letters) => letters[letters[1] == 't' ? 2 : 1];

    private static Kernel Of(string letters, string prefix, bool adds)
    {
        Product unit = Product.Of(letters, new ShapeSize(1, 1));
        bool leftTransposed = unit.LeftTransposed, rightTransposed = unit.RightTransposed;
        (string left, string right) = Operands(letters);
        char first = letters[0], second = Right(letters);
        string hat = first == second ? "\u0302" : "";
        char rows = ShapeSize.Dimension(first, leftTransposed ? 1 : 0);
        char inner = ShapeSize.Dimension(first, leftTransposed ? 0 : 1);
        char cols = ShapeSize.Dimension(second, rightTransposed ? 0 : 1);
        char result = ShapeSize.Letter(rows, cols);
        string sum = "Σ_k " + Text.Lower(first) + (leftTransposed ? "[k,i]·" : "[i,k]·") + Text.Lower(second) + hat + (rightTransposed ? "[j,k]" : "[k,j]");
        string layout = "ProductLayout." + (leftTransposed ? "LeftTransposed" : rightTransposed ? "RightTransposed" : "Plain") + "(" + rows + ", " + inner + ", " + cols + ")";
        KernelParameter l = new(left, first, first.ToString()), r = new(right, second, second + hat);
        return new Kernel(
            prefix + letters,
            adds ? "D ← C + α·" + unit.Formula + "; D may be C" : "D ← " + unit.Formula,
            adds
                ? [l, r, new("alpha", ' ', "α", ParameterRole.Scalar), new("addend", result, "C"), new("destination", result, "D", ParameterRole.Output) { MayBe = "addend" }]
                : [l, r, new("destination", result, "D", ParameterRole.Output)],
            size => Sizes(Product.Of(letters, size)),
            size => 2 * Product.Of(letters, size).MultiplyAdds)
        {
            Group = (leftTransposed || rightTransposed ? "Transposed" : "") + (adds ? "MultiplyAdd" : "Products"),
            Summary = "<c>D = " + (adds ? "C + α·" : "") + unit.Formula + "</c>.",
            Remarks = "D[i,j] = " + (adds ? "fma(α, " + sum + ", c[i,j])" : sum) + ". About 2·" + rows + "·" + cols + "·" + inner + " flops, allocates nothing. BLAS: gemm.",
            Loop = "DenseProduct<T>.Multiply(" + layout + ", ref " + left + ", ref " + right + ", " + (adds ? "new Addend<T>(alpha, ref addend), " : "") + "ref destination)",
        };
    }

    private static string Sizes(Product product) =>
        new MatrixSize(product.Rows, product.Inner).ToString() + " by " + new MatrixSize(product.Inner, product.Cols).ToString()
        + " gives " + new MatrixSize(product.Rows, product.Cols).ToString();
}
