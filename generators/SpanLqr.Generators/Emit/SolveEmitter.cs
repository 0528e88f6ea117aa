using System.Collections.Generic;
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

        if (UnrollPolicy.UnrollsFactor(dimension))
        {
            EmitReciprocals(writer, kind, dimension);
        }

        IReadOnlyList<VectorWidth> tiers = UnrollPolicy.Tiers(columns);
        if (tiers.Count == 0)
        {
            EmitBlock(writer, kind, dimension, columns, ColumnBlock.Cut(columns, VectorWidth.One)[0], rhs, "destination");
            return;
        }

        foreach (VectorWidth width in tiers)
        {
            writer.Open((width == tiers[0] ? "if (" : "else if (") + width.IsAccelerated + ")");
            foreach (ColumnBlock block in ColumnBlock.Cut(columns, width))
            {
                EmitRun(writer, kind, dimension, columns, block, rhs);
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

    private static void EmitRun(SourceWriter writer, SolveKind kind, int dimension, int columns, ColumnBlock block, string rhs)
    {
        if (block.Count == 1)
        {
            writer.Open();
            EmitBlock(writer, kind, dimension, columns, block, rhs, "destination");
            writer.Close();
            return;
        }

        writer.Open("for (int j = " + Text.Of(block.Offset) + "; j < " + Text.Of(block.End) + "; j += " + Text.Of(block.Lanes) + ")");
        writer.Line("ref double b = ref Ref.Add(ref " + rhs + ", j);");
        writer.Line("ref double x = ref Ref.Add(ref destination, j);");
        EmitBlock(writer, kind, dimension, columns, block with { Offset = 0 }, "b", "x");
        writer.Close();
    }

    private static void EmitBlock(
        SourceWriter writer, SolveKind kind, int dimension, int columns, ColumnBlock block, string rhs, string destination)
    {
        if (!UnrollPolicy.UnrollsFactor(dimension))
        {
            RolledSolveEmitter.EmitBlock(writer, kind, dimension, columns, block, rhs, destination);
            return;
        }

        VectorWidth width = block.Width;
        for (int i = 0; i < dimension; i++)
        {
            writer.Line("var x" + Text.Of(i) + " = " + width.Load(rhs, (i * columns) + block.Offset, block.Lanes) + ";");
        }

        writer.Line();
        writer.Line("// Forward.");
        for (int k = 0; k < dimension; k++)
        {
            if (kind == SolveKind.Cholesky)
            {
                Scale(k);
            }

            for (int i = k + 1; i < dimension; i++)
            {
                Eliminate(i, k, VectorWidth.Entry("factor", (i * dimension) + k));
            }
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

            for (int i = k - 1; i >= 0; i--)
            {
                Eliminate(i, k, VectorWidth.Entry("factor", kind == SolveKind.Lu ? (i * dimension) + k : (k * dimension) + i));
            }
        }

        writer.Line();
        for (int i = 0; i < dimension; i++)
        {
            width.Store(writer, "x" + Text.Of(i), destination, (i * columns) + block.Offset, block.Lanes);
        }

        void Scale(int i) => writer.Line("x" + Text.Of(i) + " *= " + width.Broadcast("r" + Text.Of(i)) + ";");

        void Eliminate(int i, int k, string entry)
        {
            string x = "x" + Text.Of(i);
            writer.Line(x + " = " + width.FusedMultiplyAdd(width.Broadcast("-" + entry), "x" + Text.Of(k), x) + ";");
        }
    }

    private static void EmitFallback(SourceWriter writer, SolveKind kind, int dimension, int columns, string rhs) => writer.Line(
        "global::SpanLqr.Shapes.ScalarFallback." + kind.ToString() + "Solve("
        + Text.Of(dimension) + ", " + Text.Of(columns) + ", ref factor, ref " + rhs + ", ref destination);");
}
