using System;
using System.Collections.Generic;
using SpanLqr.Generators.Emit;

namespace SpanLqr.Generators.Catalog;

/// <summary>The factorisations of A- and R-sized matrices, and the solves that use them.</summary>
internal static class FactorKernels
{
    private static readonly KernelParameter Destination = new("destination", ParameterRole.Output);

    /// <summary>Right sides by the matrix that is solved with: their letters name the kernels.</summary>
    private static readonly (char Factor, char[] RightSides)[] Solves = [('A', ['A', 'B', 'x']), ('R', ['K', 'u'])];

    public static IReadOnlyList<Kernel> All { get; } = [.. Factors('A', "a"), .. Factors('R', "r"), .. AllSolves()];

    private static IEnumerable<Kernel> Factors(char letter, string matrix)
    {
        yield return Factor(
            "Cholesky",
            letter,
            matrix,
            "L·L' = " + letter + ", lower triangle read: L below and on the diagonal, zeros above; D may be " + letter,
            "False where a pivot, or its reciprocal, is not a positive number; the destination is then unspecified.",
            (writer, dimension, operand) => SymmetricFactorEmitter.EmitCholesky(writer, dimension, letter, operand));
        Kernel ldl = Factor(
            "Ldl",
            letter,
            matrix,
            "L·D·L' = " + letter + ", lower triangle read: unit L below, D on the diagonal, zeros above; D may be " + letter,
            "False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.",
            static (_, _, _) => { });
        yield return ldl with
        {
            // A core of its own, because the Riccati step factors R + B'PB with it.
            Body = (writer, _) => writer.Line("return Ldl" + letter + "(ref " + matrix + ", ref destination);"),
            Helpers = (writer, size) =>
            {
                writer.Line(UnrollPolicy.Inlining(FactorFlops(letter, size) / 2));
                writer.Open("private static bool Ldl" + letter + "(ref double " + matrix + ", ref double destination)");
                SymmetricFactorEmitter.EmitLdl(writer, size[letter].Rows, letter, matrix);
                writer.Close();
                writer.Line();
                SymmetricFactorEmitter.EmitShared(writer, size[letter].Rows, letter, matrix);
            },
        };
        Kernel lu = Factor(
            "Lu",
            letter,
            matrix,
            "P·" + letter + " = L·U with row exchanges: unit L below, U on and above; row k was exchanged with row pivots[k]; D may be " + letter,
            "False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.",
            LuEmitter.Emit);
        yield return lu with
        {
            Parameters = [.. lu.Parameters, new KernelParameter("pivots", ParameterRole.PivotsOut)],
            Flops = size => 2 * FactorFlops(letter, size),
        };
    }

    private static Kernel Factor(
        string kind, char letter, string matrix, string formula, string failure, Action<SourceWriter, int, string> emit) => new(
        kind + "Factor" + letter,
        formula,
        [new KernelParameter(matrix), Destination],
        size => letter + " is " + size[letter].ToString(),
        size => FactorFlops(letter, size),
        (writer, size) => emit(writer, size[letter].Rows, matrix))
        {
            Returns = "bool",
            ReturnsText = failure,
        };

    private static IEnumerable<Kernel> AllSolves()
    {
        foreach ((SolveKind kind, string product) in new[] { (SolveKind.Cholesky, "L·L'·X"), (SolveKind.Ldl, "L·D·L'·X"), (SolveKind.Lu, "L·U·X") })
        {
            foreach ((char factor, char[] rightSides) in Solves)
            {
                foreach (char rightSide in rightSides)
                {
                    yield return Solve(kind, product, factor, rightSide);
                }
            }
        }
    }

    private static Kernel Solve(SolveKind kind, string product, char factor, char rightSide)
    {
        bool pivoted = kind == SolveKind.Lu;
        return new Kernel(
            kind.ToString() + "Solve" + factor + rightSide,
            "Solves " + product + " = " + (pivoted ? "P·rhs" : "rhs") + " from " + kind.ToString() + "Factor" + factor + "; D may be the right side",
            pivoted
                ? [new KernelParameter("factor"), new("pivots", ParameterRole.PivotsIn), new("rhs"), Destination]
                : [new KernelParameter("factor"), new("rhs"), Destination],
            size => "the factor is " + size[factor].ToString() + ", the right side " + size[rightSide].ToString(),
            size => 2 * size[factor].Rows * size[rightSide].Length,
            (writer, size) => SolveEmitter.Emit(writer, kind, size[factor].Rows, size[rightSide].Cols));
    }

    private static int FactorFlops(char letter, ShapeSize size)
    {
        int d = size[letter].Rows;
        return ((d * d * d) / 3) + (d * d);
    }
}
