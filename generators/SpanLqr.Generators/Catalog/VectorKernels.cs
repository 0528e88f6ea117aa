using System.Collections.Generic;
using SpanLqr.Generators.Emit;

namespace SpanLqr.Generators.Catalog;

/// <summary>The kernels with vectors: products, control steps, the plant step, quadratic forms.</summary>
internal static class VectorKernels
{
    private static readonly KernelParameter Destination = new("destination", ParameterRole.Output);

    public static IReadOnlyList<Kernel> All { get; } =
    [
        Dot("MultiplyAx", 'A', "a", "x", "D ← A·x"),
        new Kernel(
            "MultiplyAtx",
            "D ← A'·x",
            [new KernelParameter("a"), new("x"), Destination],
            static size => "A is " + size['A'].ToString(),
            static size => 2 * size['A'].Length,
            static (writer, size) => writer.Line(ProductEmitter.Call(Product.Of("Atx", size), "a", "x", "destination"))),
        Dot("MultiplyBu", 'B', "b", "u", "D ← B·u"),
        Dot("MultiplyKx", 'K', "k", "x", "D ← K·x"),
        new Kernel(
            "Feedback",
            "The control step u ← −K·x",
            [new KernelParameter("k"), new("x"), Destination],
            static size => "K is " + size['K'].ToString(),
            static size => 2 * size['K'].Length,
            static (writer, size) => MatrixVectorEmitter.Emit(writer, size['K'], "k", "x", static (sum, _) => "-" + sum)),
        new Kernel(
            "FeedbackOffset",
            "The control step with offset u ← −K·x − κ",
            [new KernelParameter("k"), new("x"), new("offset"), Destination],
            static size => "K is " + size['K'].ToString(),
            static size => (2 * size['K'].Length) + size.M,
            static (writer, size) => MatrixVectorEmitter.Emit(writer, size['K'], "k", "x", static (sum, entry) => "-" + sum + " - " + entry("offset"))),
        new Kernel(
            "Advance",
            "The plant step x⁺ ← A·x + B·u, the two sums formed apart",
            [new KernelParameter("a"), new("b"), new("x"), new("u"), Destination],
            static size => "A is " + size['A'].ToString() + ", B is " + size['B'].ToString(),
            static size => 2 * (size['A'].Length + size['B'].Length),
            static (writer, size) => MatrixVectorEmitter.Emit(
                writer, size.N, [("a", "x", size.N), ("b", "u", size.M)], static (sums, _) => sums[0] + " + " + sums[1])),
        QuadraticForm("QuadraticFormA", 'A', "a", "x", "x'·A·x"),
        QuadraticForm("QuadraticFormR", 'R', "r", "u", "u'·R·u"),
    ];

    private static Kernel Dot(string name, char letter, string matrix, string vector, string formula) => new(
        name,
        formula,
        [new KernelParameter(matrix), new(vector), Destination],
        size => letter + " is " + size[letter].ToString(),
        size => 2 * size[letter].Length,
        (writer, size) => MatrixVectorEmitter.Emit(writer, size[letter], matrix, vector, static (sum, _) => sum));

    private static Kernel QuadraticForm(string name, char letter, string matrix, string vector, string formula) => new(
        name,
        formula,
        [new KernelParameter(matrix), new(vector)],
        size => letter + " is " + size[letter].ToString(),
        size => 2 * (size[letter].Length + size[letter].Rows),
        (writer, size) => QuadraticFormEmitter.Emit(writer, size[letter].Rows, matrix, vector))
    {
        Returns = "double",
        ReturnsText = formula + ".",
    };
}
