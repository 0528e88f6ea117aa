using System.Collections.Generic;
using SpanLqr.Generators.Emit;

namespace SpanLqr.Generators.Catalog;

/// <summary>The kernels that move entries: symmetrising and transposing.</summary>
internal static class EntryKernels
{
    public static IReadOnlyList<Kernel> All { get; } =
    [
        Symmetrize('A', "a"), Symmetrize('R', "r"), Transpose('A', "a"), Transpose('B', "b"), Transpose('K', "k"),
    ];

    private static Kernel Symmetrize(char letter, string matrix) => new(
        "Symmetrize" + letter,
        letter + " ← (" + letter + " + " + letter + "')/2 in place",
        [new KernelParameter(matrix, ParameterRole.Output)],
        size => letter + " is " + size[letter].ToString(),
        size => size[letter].Length - size[letter].Rows,
        (writer, size) => SymmetryEmitter.EmitSymmetrize(writer, size[letter].Rows, matrix));

    private static Kernel Transpose(char letter, string matrix) => new(
        "Transpose" + letter,
        "D ← " + letter + "'",
        [new KernelParameter(matrix), new("destination", ParameterRole.Output)],
        size => letter + " is " + size[letter].ToString(),
        static _ => 0,
        (writer, size) => SymmetryEmitter.EmitTranspose(writer, size[letter], matrix));
}
