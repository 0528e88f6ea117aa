using System.Collections.Generic;

namespace SpanLqr.Generators.Catalog;

/// <summary>The factorisations of A- and R-sized matrices, and the solves that use them.</summary>
internal static class FactorKernels
{
    private const string Definite = "False where a pivot, or its reciprocal, is not a positive number; the destination is then unspecified.";
    private const string Regular = "False where a pivot, or its reciprocal, is not finite; the destination is then unspecified.";

    /// <summary>What a solve goes back through: the product of its factors, their name in LAPACK.</summary>
    private static readonly (string Kind, string Product, string Lapack)[] Kinds =
        [("Cholesky", "L·L'", "potrs"), ("Ldl", "L·D·L'", "none (sytrs pivots)"), ("Lu", "L·U", "getrs")];

    /// <summary>Right sides by the matrix that is solved with: their letters name the kernels.</summary>
    private static readonly (char Factor, char[] RightSides)[] Solves = [('A', ['A', 'B', 'x']), ('R', ['K', 'u'])];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kernel> All { get; } = [.. Factors('A'), .. Factors('R'), .. AllSolves()];

    /// <summary>What a factorisation costs, without row exchanges.</summary>
    public static int Flops(char letter, ShapeSize size)
    {
        int d = size[letter].Rows;
        return ((d * d * d) / 3) + (d * d);
    }

    private static IEnumerable<Kernel> Factors(char letter)
    {
        char d = ShapeSize.Dimension(letter, 0);
        string matrix = Text.Lower(letter), cube = d + "·" + d + "·" + d, third = cube + "/3 flops";
        const string Lower = ", lower triangle read: ";
        KernelParameter symmetric = new(matrix, letter, letter.ToString()) { Note = "; its lower triangle is read" };
        yield return Factor(
            "Cholesky", letter, symmetric, "L·L' = " + letter + Lower + "L below and on the diagonal, zeros above; D may be " + letter, "L below and on the diagonal, zeros above", Definite) with
        {
            Summary = "<c>L·L' = " + letter + "</c> for a symmetric positive definite " + letter + ".",
            Remarks = "About " + third + ", allocates nothing. LAPACK: potrf.",
        };
        yield return Factor(
            "Ldl", letter, symmetric, "L·D·L' = " + letter + Lower + "unit L below, D on the diagonal, zeros above; D may be " + letter, "Unit L strictly below the diagonal, D on it, zeros above", Regular) with
        {
            Summary = "<c>L·D·L' = " + letter + "</c> for a symmetric " + letter + ", without pivoting.",
            Remarks = "About " + third + " and no square root, allocates nothing. Backward stable for a definite " + letter + " only: an indefinite one wants LuFactor" + letter + ". LAPACK: none (sytrf pivots).",
        };
        Kernel lu = Factor(
            "Lu",
            letter,
            new KernelParameter(matrix, letter, letter.ToString()),
            "P·" + letter + " = L·U with row exchanges: unit L below, U on and above; row k was exchanged with row pivots[k]; D may be " + letter,
            "Unit L strictly below the diagonal, U on and above it",
            Regular);
        yield return lu with
        {
            Parameters = [.. lu.Parameters, new KernelParameter("pivots", ShapeSize.Vector(d), "Entry k receives the row exchanged with row k", ParameterRole.PivotsOut)],
            Flops = size => 2 * Flops(letter, size),
            Summary = "<c>P·" + letter + " = L·U</c> with row exchanges.",
            Remarks = "Partial pivoting: the largest modulus in the column, the first of equals. About 2·" + third + ", allocates nothing. LAPACK: getrf.",
            Loop = "DenseFactor<T>.Lu(" + d + ", ref " + matrix + ", ref destination, ref pivots)",
        };
    }

    private static Kernel Factor(string kind, char letter, KernelParameter matrix, string formula, string result, string failure) => new(
        kind + "Factor" + letter,
        formula,
        [matrix, new("destination", letter, result, ParameterRole.Output) { MayBe = matrix.Name }],
        size => letter + " is " + size[letter].ToString(),
        size => Flops(letter, size))
    {
        Returns = "bool",
        ReturnsText = failure,
        Group = "Factorisations",
        Loop = "DenseFactor<T>." + kind + "(" + ShapeSize.Dimension(letter, 0) + ", ref " + matrix.Name + ", ref destination)",
    };

    private static IEnumerable<Kernel> AllSolves()
    {
        foreach ((string kind, string product, string lapack) in Kinds)
        {
            foreach ((char factor, char[] rightSides) in Solves)
            {
                foreach (char rightSide in rightSides)
                {
                    yield return Solve(kind, product, lapack, factor, rightSide);
                }
            }
        }
    }

    private static Kernel Solve(string kind, string product, string lapack, char factor, char rightSide)
    {
        bool pivoted = kind == "Lu", isVector = ShapeSize.IsVector(rightSide);
        string source = kind + "Factor" + factor;
        char d = ShapeSize.Dimension(factor, 0);
        string columns = isVector ? "1" : ShapeSize.Dimension(rightSide, 1).ToString();
        KernelParameter matrix = new("factor", factor, "What <c>" + source + "</c> left in its destination"), rhs = new("rhs", rightSide, "C");
        KernelParameter pivots = new("pivots", ShapeSize.Vector(d), "What <c>" + source + "</c> left in its pivots", ParameterRole.PivotsIn);
        KernelParameter destination = new("destination", rightSide, "X", ParameterRole.Output) { MayBe = "rhs" };
        return new Kernel(
            kind + "Solve" + factor + rightSide,
            "Solves " + product + "·X = " + (pivoted ? "P·rhs" : "rhs") + " from " + source + "; D may be the right side",
            pivoted ? [matrix, pivots, rhs, destination] : [matrix, rhs, destination],
            size => "the factor is " + size[factor].ToString() + ", the right side " + size[rightSide].ToString(),
            size => 2 * size[factor].Rows * size[rightSide].Length)
        {
            Group = kind + "Solves",
            Summary = "Solves <c>" + (pivoted ? factor.ToString() : product) + "·X = C</c> from <c>" + source + "</c>.",
            Remarks = "Forward, then backward substitution. About 2·" + d + "·" + d + (isVector ? "" : "·" + columns) + " flops, allocates nothing. LAPACK: " + lapack + ".",
            Loop = "DenseSolve<T>." + kind + "(" + d + ", " + columns + ", ref factor, " + (pivoted ? "ref pivots, " : "") + "ref rhs, ref destination)",
        };
    }
}
