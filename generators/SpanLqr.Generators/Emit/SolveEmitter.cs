using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// Solves with a given factor: forward and back substitution along whole rows of the right side.
/// </summary>
/// <remarks>
/// Order, for every implementation of the contract: forward, row i takes fma(−l_ik, x_k, x_i) for k ascending; backward for
/// k descending from the last row to i+1. Divisions are products with one reciprocal a row: Cholesky 1/l_ii after each row
/// both ways, LDL' 1/d_i between the two passes, LU 1/u_ii after each row on the way back.
/// </remarks>
internal static class SolveEmitter
{
    public static void Emit(SourceWriter writer, SolveKind kind, int dimension, int columns)
    {
        string rhs = "rhs";
        if (kind == SolveKind.Lu)
        {
            writer.Line("global::SpanLqr.Shapes.ScalarFallback.ExchangeRows("
                + Text.Of(dimension) + ", " + Text.Of(columns) + ", ref pivots, ref rhs, ref destination);");
            rhs = "destination";
        }

        IReadOnlyList<VectorWidth> tiers = UnrollPolicy.Tiers(writer.Precision, columns);
        if (UnrollPolicy.UnrollsSolve(dimension, tiers.Count == 0 ? writer.Precision.Scalar : tiers[0]))
        {
            EmitReciprocals(writer, kind, dimension);
        }

        if (tiers.Count == 0)
        {
            EmitBlock(writer, kind, dimension, columns, ColumnBlock.Cut(columns, writer.Precision.Scalar)[0], writer.Precision.Scalar, rhs, "destination");
            return;
        }

        foreach (VectorWidth width in tiers)
        {
            writer.Open((width == tiers[0] ? "if (" : "else if (") + width.IsAccelerated + ")");
            foreach (ColumnBlock block in ColumnBlock.Cut(columns, width))
            {
                EmitRun(writer, kind, dimension, columns, block, width, rhs);
            }

            writer.Close();
        }

        writer.Open("else");
        EmitFallback(writer, kind, dimension, columns, rhs);
        writer.Close();
    }

    private static void EmitReciprocals(SourceWriter writer, SolveKind kind, int dimension)
    {
        writer.Line(kind == SolveKind.Ldl ? "// r = 1/d." : "// r = 1/diagonal.");
        for (int i = 0; i < dimension; i++)
        {
            writer.Line("double r" + Text.Of(i) + " = 1.0 / " + VectorWidth.Entry("factor", i * (dimension + 1)) + ";");
        }

        writer.Line();
    }

    private static void EmitRun(SourceWriter writer, SolveKind kind, int dimension, int columns, ColumnBlock block, VectorWidth widest, string rhs)
    {
        if (block.Count == 1)
        {
            writer.Open();
            EmitBlock(writer, kind, dimension, columns, block, widest, rhs, "destination");
            writer.Close();
            return;
        }

        writer.Open("for (int j = " + Text.Of(block.Offset) + "; j < " + Text.Of(block.End) + "; j += " + Text.Of(block.Lanes) + ")");
        writer.Line("ref double b = ref Ref.Add(ref " + rhs + ", j);");
        writer.Line("ref double x = ref Ref.Add(ref destination, j);");
        EmitBlock(writer, kind, dimension, columns, block with { Offset = 0 }, widest, "b", "x");
        writer.Close();
    }

    private static void EmitBlock(
        SourceWriter writer, SolveKind kind, int dimension, int columns, ColumnBlock block, VectorWidth widest, string rhs, string destination)
    {
        if (!UnrollPolicy.UnrollsSolve(dimension, widest))
        {
            RolledSolveEmitter.EmitBlock(writer, kind, dimension, columns, block, rhs, destination);
            return;
        }

        VectorWidth width = block.Width;
        for (int i = 0; i < dimension; i++)
        {
            string load = rhs == "b"
                ? width.Load(rhs, i * columns, block.Lanes)
                : width.LoadPadded(rhs, (i * columns) + block.Offset, block.Lanes, dimension * columns);
            writer.Line("var x" + Text.Of(i) + " = " + load + ";");
        }

        writer.Line();
        writer.Line("// Forward.");
        for (int k = 0; k < dimension; k++)
        {
            if (kind == SolveKind.Cholesky)
            {
                Scale(k);
            }

            Substitute("f", k, Enumerable.Range(k + 1, dimension - k - 1), i => (i * dimension) + k);
        }

        writer.Line();
        writer.Line("// Backward.");
        for (int i = 0; kind == SolveKind.Ldl && i < dimension; i++)
        {
            Scale(i);
        }

        for (int k = dimension - 1; k >= 0; k--)
        {
            if (kind != SolveKind.Ldl)
            {
                Scale(k);
            }

            Substitute("b", k, Enumerable.Range(0, k), i => kind == SolveKind.Lu ? (i * dimension) + k : (k * dimension) + i);
        }

        writer.Line();
        for (int i = 0; i < dimension; i++)
        {
            width.Store(writer, "x" + Text.Of(i), destination, (i * columns) + block.Offset, block.Lanes);
        }

        void Scale(int i) => writer.Line("x" + Text.Of(i) + " *= " + width.Broadcast("r" + Text.Of(i)) + ";");

        // With −x formed once a row, the entries of the factor are broadcast operands in memory.
        void Substitute(string pass, int k, IEnumerable<int> rows, System.Func<int, int> entry)
        {
            string minus = pass + Text.Of(k);
            if (rows.Any())
            {
                writer.Line("var " + minus + " = -x" + Text.Of(k) + ";");
            }

            foreach (int i in rows)
            {
                string x = "x" + Text.Of(i);
                writer.Line(x + " = " + width.FusedMultiplyAdd(width.Broadcast(VectorWidth.Entry("factor", entry(i))), minus, x) + ";");
            }
        }
    }

    private static void EmitFallback(SourceWriter writer, SolveKind kind, int dimension, int columns, string rhs) => writer.Line(
        "global::SpanLqr.Shapes.ScalarFallback." + kind.ToString() + "Solve("
        + Text.Of(dimension) + ", " + Text.Of(columns) + ", ref factor, ref " + rhs + ", ref destination);");
}
