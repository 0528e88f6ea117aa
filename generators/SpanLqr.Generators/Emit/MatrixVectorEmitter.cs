using System;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// Matrix times vector, four scalar chains a row: a control step waits for its latency, not for throughput. Term k belongs to
/// chain k mod 4 and the sum is (s₀ + s₁) + (s₂ + s₃), which is part of the contract.
/// </summary>
internal static class MatrixVectorEmitter
{
    private const int Chains = 4;

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
            // The vector in registers: a load for every row would cost as much as the arithmetic.
            foreach ((_, string vector, int cols) in terms)
            {
                for (int k = 0; k < cols; k++)
                {
                    writer.Line("double " + vector + Text.Of(k) + " = " + VectorWidth.Entry(vector, k) + ";");
                }
            }

            writer.Line();
            for (int i = 0; i < rows; i++)
            {
                int row = i;
                string[] sums =
                [
                    .. terms.Select((term, index) => EmitDot(
                        writer, term.Cols, k => VectorWidth.Entry(term.Matrix, (row * term.Cols) + k), k => term.Vector + Text.Of(k), Sum(index) + Text.Of(row))),
                ];
                writer.Line("double d" + Text.Of(row) + " = " + finish(sums, name => VectorWidth.Entry(name, row)) + ";");
            }

            for (int i = 0; i < rows; i++)
            {
                writer.Line(VectorWidth.Entry("destination", i) + " = d" + Text.Of(i) + ";");
            }

            return;
        }

        writer.Open("for (int i = 0; i < " + Text.Of(rows) + "; i++)");
        string[] rolled = [.. terms.Select((term, index) => EmitRolledDot(writer, term, index))];
        writer.Line("Ref.Add(ref destination, i) = " + finish(rolled, static name => "Ref.Add(ref " + name + ", i)") + ";");
        writer.Close();
    }

    /// <summary>Writes Σ_k of one row whose first entry is at an offset from a reference; gives the sum as an expression.</summary>
    public static string EmitDot(SourceWriter writer, string row, int start, (string Matrix, string Vector, int Cols) term, string sum) =>
        EmitDot(writer, term.Cols, k => VectorWidth.Entry(row, start + k), k => VectorWidth.Entry(term.Vector, k), sum);

    /// <summary>Writes Σ_k left_k·right_k; gives the sum as an expression.</summary>
    public static string EmitDot(SourceWriter writer, int terms, Func<int, string> left, Func<int, string> right, string sum)
    {
        for (int k = 0; k < terms; k++)
        {
            string chain = sum + "_" + Text.Of(k % Chains);
            writer.Line(k < Chains
                ? "double " + chain + " = " + left(k) + " * " + right(k) + ";"
                : chain + " = " + writer.Precision.Scalar.FusedMultiplyAdd(left(k), right(k), chain) + ";");
        }

        return terms switch
        {
            1 => sum + "_0",
            2 => "(" + sum + "_0 + " + sum + "_1)",
            3 => "(" + sum + "_0 + " + sum + "_1 + " + sum + "_2)",
            _ => "(" + sum + "_0 + " + sum + "_1 + (" + sum + "_2 + " + sum + "_3))",
        };
    }

    private static string EmitRolledDot(SourceWriter writer, (string Matrix, string Vector, int Cols) term, int index)
    {
        string row = term.Matrix + "Row";
        writer.Line("ref double " + row + " = ref Ref.Add(ref " + term.Matrix + ", " + Text.Of(term.Cols) + " * i);");
        return EmitDot(writer, row, 0, term, Sum(index));
    }

    private static string Sum(int index) => index == 0 ? "y" : "z";
}
