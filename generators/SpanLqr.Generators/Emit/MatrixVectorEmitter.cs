using System;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// Matrix times vector as one scalar chain a row. Rows are chains that do not wait for each other, so the processor
/// overlaps them; a chain may not be split, because the order of its sum is part of the contract.
/// </summary>
internal static class MatrixVectorEmitter
{
    /// <summary>destination_i ← finish(Σ_k matrix_ik·vector_k, i), where <c>i</c> is an offset from a named reference.</summary>
    public static void Emit(SourceWriter writer, MatrixSize size, string matrix, string vector, Func<string, Func<string, string>, string> finish) =>
        Emit(writer, size.Rows, [(matrix, vector, size.Cols)], (sums, entry) => finish(sums[0], entry));

    /// <summary>The same with several sums a row, each of its own matrix and vector.</summary>
    public static void Emit(
        SourceWriter writer,
        int rows,
        (string Matrix, string Vector, int Cols)[] terms,
        Func<string[], Func<string, string>, string> finish)
    {
        int inner = terms.Sum(static term => term.Cols);
        if (UnrollPolicy.UnrollsDots(rows, inner))
        {
            for (int i = 0; i < rows; i++)
            {
                int row = i;
                string[] sums = [.. terms.Select((term, index) => EmitDot(writer, term.Matrix, row * term.Cols, term, Sum(index) + Text.Of(row)))];
                writer.Line(VectorWidth.Entry("destination", row) + " = " + finish(sums, name => VectorWidth.Entry(name, row)) + ";");
            }

            return;
        }

        writer.Open("for (int i = 0; i < " + Text.Of(rows) + "; i++)");
        string[] rolled = [.. terms.Select((term, index) => EmitRolledDot(writer, term, index))];
        writer.Line("Ref.Add(ref destination, i) = " + finish(rolled, static name => "Ref.Add(ref " + name + ", i)") + ";");
        writer.Close();
    }

    /// <summary>Writes Σ_k of one row whose first entry is at an offset from a reference; gives the name of the sum.</summary>
    public static string EmitDot(SourceWriter writer, string row, int start, (string Matrix, string Vector, int Cols) term, string sum)
    {
        for (int k = 0; k < term.Cols; k++)
        {
            string left = VectorWidth.Entry(row, start + k);
            string right = VectorWidth.Entry(term.Vector, k);
            writer.Line(k == 0
                ? "double " + sum + " = " + left + " * " + right + ";"
                : sum + " = " + VectorWidth.One.FusedMultiplyAdd(left, right, sum) + ";");
        }

        return sum;
    }

    private static string EmitRolledDot(SourceWriter writer, (string Matrix, string Vector, int Cols) term, int index)
    {
        string row = term.Matrix + "Row";
        writer.Line("ref double " + row + " = ref Ref.Add(ref " + term.Matrix + ", " + Text.Of(term.Cols) + " * i);");
        return EmitDot(writer, row, 0, term, Sum(index));
    }

    private static string Sum(int index) => index == 0 ? "y" : "z";
}
