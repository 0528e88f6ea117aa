using System.Collections.Generic;

namespace SpanLqr.Generators.Catalog;

/// <summary>Congruences and the rank update, whose results are symmetric, and what moves entries: symmetrising and transposing.</summary>
internal static class SymmetricKernels
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kernel> All { get; } =
    [
        Congruence('A', 'P', "AA", "AtA"), Congruence('B', 'P', "AB", "BtB"), Congruence('K', 'R', "RK", "KtK"),
        RankUpdate(),
        Symmetrize('A'), Symmetrize('R'), Transpose('A'), Transpose('B'), Transpose('K'),
    ];

    private static Kernel Congruence(char letter, char weight, string inner, string outer)
    {
        string operand = Text.Lower(letter), formula = letter + "'·" + weight + "·" + letter, middle = weight + "·" + letter;
        char d = ShapeSize.Dimension(letter, 0), c = ShapeSize.Dimension(letter, 1);
        return new Kernel(
            "Congruence" + letter,
            "D ← " + formula + ", " + weight + " symmetric, D exactly so; the workspace receives " + middle,
            [
                new(operand, letter, letter.ToString()),
                new(Text.Lower(weight), ShapeSize.Letter(d, d), weight.ToString()) { Note = ", symmetric" },
                new("workspace", letter, "Receives " + middle, ParameterRole.Output),
                new("destination", ShapeSize.Letter(c, c), "D", ParameterRole.Output) { Note = ", symmetric to the bit" },
            ],
            size => letter + " is " + size[letter].ToString(),
            size => 2 * (Product.Of(inner, size).MultiplyAdds + Product.Of(outer, size).Symmetric().MultiplyAdds))
        {
            Group = "Symmetric",
            Summary = "<c>D = " + formula + "</c> for a symmetric " + weight + ".",
            Remarks = "W = " + middle + "; D[i,j] = Σ_k " + operand + "[k,i]·w[k,j] for i ≥ j, mirrored. About 2·" + d + "·" + d + "·" + c + " + " + d + "·" + c + "·" + c
                + " flops, allocates nothing. BLAS: symm, then half a gemm.",
        };
    }

    private static Kernel RankUpdate() => new(
        "SymmetricRankUpdate",
        "D ← C + α·B·B', C symmetric, D exactly so; D may be C",
        [
            new("b", 'B', "B"),
            new("alpha", ' ', "α", ParameterRole.Scalar),
            new("addend", 'A', "C") { Note = ", symmetric; its lower triangle is read" },
            new("destination", 'A', "D", ParameterRole.Output) { Note = ", symmetric to the bit", MayBe = "addend" },
        ],
        static size => "B is " + size['B'].ToString(),
        static size => 2 * Product.Of("BBt", size).Symmetric().MultiplyAdds)
    {
        Group = "Symmetric",
        Summary = "<c>D = C + α·B·B'</c> for a symmetric C.",
        Remarks = "D[i,j] = fma(α, Σ_k b[i,k]·b[j,k], c[i,j]) for i ≥ j, mirrored. About n·n·m flops, allocates nothing. BLAS: syrk.",
    };

    private static Kernel Symmetrize(char letter)
    {
        string matrix = Text.Lower(letter);
        char d = ShapeSize.Dimension(letter, 0);
        return new Kernel(
            "Symmetrize" + letter,
            letter + " ← (" + letter + " + " + letter + "')/2 in place",
            [new(matrix, letter, letter.ToString(), ParameterRole.Output) { Note = ", replaced in place" }],
            size => letter + " is " + size[letter].ToString(),
            size => size[letter].Length - size[letter].Rows)
        {
            Group = "Symmetric",
            Summary = "<c>" + letter + " = (" + letter + " + " + letter + "')/2</c> in place.",
            Remarks = "Both [i,j] and [j,i] become (" + matrix + "[i,j] + " + matrix + "[j,i])/2; the diagonal stays. About " + d + "·" + d + " flops, allocates nothing.",
            Loop = "DenseSymmetric<T>.Symmetrize(" + d + ", ref " + matrix + ")",
        };
    }

    private static Kernel Transpose(char letter)
    {
        string matrix = Text.Lower(letter);
        char rows = ShapeSize.Dimension(letter, 0), cols = ShapeSize.Dimension(letter, 1);
        return new Kernel(
            "Transpose" + letter,
            "D ← " + letter + "'",
            [new(matrix, letter, letter.ToString()), new("destination", ShapeSize.Letter(cols, rows), "D", ParameterRole.Output)],
            size => letter + " is " + size[letter].ToString(),
            static _ => 0)
        {
            Group = "Symmetric",
            Summary = "<c>D = " + letter + "'</c>.",
            Remarks = "D[j,i] = " + matrix + "[i,j]. No flops, allocates nothing. BLAS extension: omatcopy.",
            Loop = "DenseSymmetric<T>.Transpose(" + rows + ", " + cols + ", ref " + matrix + ", ref destination)",
        };
    }
}
