using System.Collections.Generic;

namespace SpanLqr.Generators.Catalog;

/// <summary>The kernels with vectors: products, control steps, the plant step, quadratic forms.</summary>
internal static class VectorKernels
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kernel> All { get; } =
    [
        Dot("MultiplyAx", 'A', 'x', "D ← A·x", "<c>D = A·x</c>.", "D") with { Remarks = Cost("D[i] = Σ_k a[i,k]·x[k]", 'A'), Loop = Multiply('A', 'x') },
        Dot("MultiplyAtx", 'A', 'x', "D ← A'·x", "<c>D = A'·x</c>.", "D") with
        {
            Remarks = Cost("D[i] = Σ_k a[k,i]·x[k]", 'A'),
            Loop = "DenseProduct<T>.Multiply(ProductLayout.LeftTransposed(n, n, 1), ref a, ref x, ref destination)",
        },
        Dot("MultiplyBu", 'B', 'u', "D ← B·u", "<c>D = B·u</c>.", "D") with { Remarks = Cost("D[i] = Σ_k b[i,k]·u[k]", 'B'), Loop = Multiply('B', 'u') },
        Dot("MultiplyKx", 'K', 'x', "D ← K·x", "<c>D = K·x</c>.", "D") with { Remarks = Cost("D[i] = Σ_k k[i,k]·x[k]", 'K'), Loop = Multiply('K', 'x') },
        Dot("Feedback", 'K', 'x', "The control step u ← −K·x", "The control step <c>u = −K·x</c>.", "u") with { Remarks = Cost("u[i] = −Σ_k k[i,k]·x[k]", 'K') },
        new Kernel(
            "FeedbackOffset",
            "The control step with offset u ← −K·x − κ",
            [new("k", 'K', "K"), new("x", 'x', "x, the state"), new("offset", 'u', "κ"), new("destination", 'u', "u", ParameterRole.Output)],
            static size => "K is " + size['K'].ToString(),
            static size => (2 * size['K'].Length) + size.M)
        {
            Group = "Vectors",
            Summary = "The control step with offset <c>u = −K·x − κ</c>.",
            Remarks = Cost("u[i] = (−Σ_k k[i,k]·x[k]) − κ[i]", 'K'),
        },
        new Kernel(
            "Advance",
            "The plant step x⁺ ← A·x + B·u, the two sums formed apart",
            [new("a", 'A', "A"), new("b", 'B', "B"), new("x", 'x', "x, the state"), new("u", 'u', "u, the input"), new("destination", 'x', "x⁺", ParameterRole.Output)],
            static size => "A is " + size['A'].ToString() + ", B is " + size['B'].ToString(),
            static size => 2 * (size['A'].Length + size['B'].Length))
        {
            Group = "Vectors",
            Summary = "The plant step <c>x⁺ = A·x + B·u</c>.",
            Remarks = "x⁺[i] = (Σ_k a[i,k]·x[k]) + (Σ_k b[i,k]·u[k]), the two sums formed apart. About 2·n·n + 2·n·m flops, allocates nothing. BLAS: gemv twice.",
            Loop = "DenseVector<T>.Advance(n, m, ref a, ref b, ref x, ref u, ref destination)",
        },
        QuadraticForm('A', 'x'),
        QuadraticForm('R', 'u'),
    ];

    private static Kernel Dot(string name, char letter, char vector, string formula, string summary, string result)
    {
        // The result has a row of the matrix an entry, and a transposed A is square.
        char rows = ShapeSize.Dimension(letter, 0);
        return new Kernel(
            name,
            formula,
            [
                new(Text.Lower(letter), letter, letter.ToString()),
                new(vector.ToString(), vector, result == "u" ? vector + ", the state" : vector.ToString()),
                new("destination", ShapeSize.Vector(rows), result, ParameterRole.Output),
            ],
            size => letter + " is " + size[letter].ToString(),
            size => 2 * size[letter].Length)
        {
            Group = "Vectors",
            Summary = summary,
        };
    }

    private static Kernel QuadraticForm(char letter, char vector)
    {
        string formula = vector + "'·" + letter + "·" + vector, matrix = Text.Lower(letter);
        char d = ShapeSize.Dimension(letter, 0);
        return new Kernel(
            "QuadraticForm" + letter,
            formula,
            [new(matrix, letter, letter.ToString()), new(vector.ToString(), vector, vector.ToString())],
            size => letter + " is " + size[letter].ToString(),
            size => 2 * (size[letter].Length + size[letter].Rows))
        {
            Returns = "double",
            ReturnsText = formula + ".",
            Group = "Vectors",
            Summary = "<c>" + formula + "</c>.",
            Remarks = "y[i] = Σ_k " + matrix + "[i,k]·" + vector + "[k], then Σ_i " + vector + "[i]·y[i]. About 2·" + d + "·" + d + " flops, allocates nothing. BLAS: gemv and dot.",
            Loop = "DenseVector<T>.QuadraticForm(" + d + ", ref " + matrix + ", ref " + vector + ")",
        };
    }

    private static string Multiply(char letter, char vector) =>
        "DenseVector<T>.Multiply(" + ShapeSize.Dimension(letter, 0) + ", " + ShapeSize.Dimension(letter, 1) + ", ref " + Text.Lower(letter) + ", ref " + vector + ", ref destination)";

    private static string Cost(string order, char letter) =>
        order + ". About 2·" + ShapeSize.Dimension(letter, 0) + "·" + ShapeSize.Dimension(letter, 1) + " flops, allocates nothing. BLAS: gemv.";
}
