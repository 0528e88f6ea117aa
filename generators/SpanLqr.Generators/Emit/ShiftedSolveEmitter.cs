using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// X = (I + W)⁻¹·Y for two right sides at once by elimination without row exchanges, rows in vectors. In structured doubling W is a product of
/// semidefinite matrices and I + W needs none; a pivot that cancels gives the case up.
/// </summary>
/// <remarks>
/// The order is that of LU factorisation and solve: l_ik = w_ik·(1/w_kk), fma(−l_ik, ·, ·) for k ascending; back, rows
/// scaled by the reciprocal pivot and fma(−u_ik, x_k, x_i) for k descending.
/// </remarks>
internal sealed class ShiftedSolveEmitter
{
    public const string Name = "ShiftedSolve";

    private readonly SourceWriter writer;
    private readonly int n;
    private readonly IReadOnlyList<ColumnBlock> blocks;

    private ShiftedSolveEmitter(SourceWriter writer, int n, VectorWidth width)
    {
        this.writer = writer;
        this.n = n;
        blocks = ColumnBlock.Separate(n, width);
    }

    /// <summary>Writes the private method; W is overwritten where it does not fit into registers.</summary>
    public static void Emit(SourceWriter writer, ShapeSize size)
    {
        int n = size.N;
        writer.Line("// V = (I + W)⁻¹·A and Y = (I + W)⁻¹·G without row exchanges; false where a pivot cancels. W and the factor are scratch.");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        writer.Open("private static bool " + Name + "(ref double w, ref double a, ref double g, ref double factor, ref double v, ref double y)");
        string fallback = "return global::SpanLqr.Shapes.ScalarFallback.ShiftedSolve(" + Text.Of(n) + ", ref w, ref a, ref g, ref factor, ref v, ref y);";
        VectorWidth width = UnrollPolicy.ShiftedSolveWidth(writer.Precision, n);
        if (n > UnrollPolicy.MaxShiftedSolve)
        {
            writer.Line(fallback);
        }
        else if (width.Api is null)
        {
            new ShiftedSolveEmitter(writer, n, width).EmitTogether();
        }
        else
        {
            writer.Open("if (" + width.IsAccelerated + ")");
            var emitter = new ShiftedSolveEmitter(writer, n, width);
            if (emitter.blocks.Count == 1)
            {
                emitter.EmitTogether();
            }
            else
            {
                emitter.EmitFactor();
                for (int v = 0; v < emitter.blocks.Count; v++)
                {
                    writer.Line(Name + "Columns" + Text.Of(v) + "(ref w, ref factor, ref a, ref v);");
                    writer.Line(Name + "Columns" + Text.Of(v) + "(ref w, ref factor, ref g, ref y);");
                }

                writer.Line("return true;");
            }

            writer.Close();
            writer.Line();
            writer.Line(fallback);
        }

        writer.Close();
        writer.Line();
        EmitColumns(writer, n, width);
    }

    private static void EmitColumns(SourceWriter writer, int n, VectorWidth width)
    {
        var emitter = new ShiftedSolveEmitter(writer, n, width);
        for (int v = 0; n <= UnrollPolicy.MaxShiftedSolve && width.Api is not null && emitter.blocks.Count > 1 && v < emitter.blocks.Count; v++)
        {
            ColumnBlock block = emitter.blocks[v];
            writer.Line("// Columns " + Text.Of(block.Offset) + " to " + Text.Of(block.Offset + block.Lanes - 1) + " of a right side.");
            writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
            writer.Open("private static void " + Name + "Columns" + Text.Of(v) + "(ref double w, ref double factor, ref double source, ref double destination)");
            emitter.EmitSolve(block);
            writer.Close();
            writer.Line();
        }
    }

    /// <summary>W and both right sides side by side in registers.</summary>
    private void EmitTogether()
    {
        EmitLoad();
        EmitLoadRight("v", "a");
        EmitLoadRight("y", "g");
        for (int k = 0; k < n; k++)
        {
            EmitPivot(k);
            for (int i = k + 1; i < n; i++)
            {
                writer.Line("var " + Multiplier(i, k) + " = -(" + Lane("w", i, k) + " * r" + Text.Of(k) + ");");
                Eliminate("w", i, k, k + 1, Multiplier(i, k));
                Eliminate("v", i, k, 0, Multiplier(i, k));
                Eliminate("y", i, k, 0, Multiplier(i, k));
            }

            writer.Line();
        }

        for (int k = n - 1; k >= 0; k--)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                writer.Line(Row("v", k, v) + " *= r" + Text.Of(k) + ";");
                writer.Line(Row("y", k, v) + " *= r" + Text.Of(k) + ";");
            }

            for (int i = 0; i < k; i++)
            {
                string u = "u" + Text.Of(i) + "_" + Text.Of(k);
                writer.Line("var " + u + " = -" + Lane("w", i, k) + ";");
                Eliminate("v", i, k, 0, u);
                Eliminate("y", i, k, 0, u);
            }
        }

        writer.Line();
        EmitStoreRight("v");
        EmitStoreRight("y");
        writer.Line("return true;");
    }

    private void EmitLoadRight(string rows, string source)
    {
        for (int i = 0; i < n; i++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                writer.Line("var " + Row(rows, i, v) + " = " + blocks[v].Width.LoadPadded(source, (i * n) + blocks[v].Offset, blocks[v].Lanes, n * n) + ";");
            }
        }

        writer.Line();
    }

    // What a whole vector writes beyond its row is written again by the next one.
    private void EmitStoreRight(string rows)
    {
        for (int i = 0; i < n; i++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                int offset = (i * n) + blocks[v].Offset;
                bool wide = blocks.Count == 1 && blocks[v].Width.Fits(offset, n * n);
                blocks[v].Width.Store(writer, Row(rows, i, v), rows, offset, wide ? blocks[v].Width.Lanes : blocks[v].Lanes);
            }
        }
    }

    /// <summary>W alone in registers; U goes back to w, L and the reciprocal pivots to the factor.</summary>
    private void EmitFactor()
    {
        EmitLoad();
        for (int k = 0; k < n; k++)
        {
            EmitPivot(k);
            writer.Line(VectorWidth.Entry("factor", k * (n + 1)) + " = " + blocks[0].Width.Api + ".ToScalar(r" + Text.Of(k) + ");");
            for (int i = k + 1; i < n; i++)
            {
                writer.Line("var " + Multiplier(i, k) + " = " + Lane("w", i, k) + " * r" + Text.Of(k) + ";");
                writer.Line(VectorWidth.Entry("factor", (i * n) + k) + " = " + blocks[0].Width.Api + ".ToScalar(" + Multiplier(i, k) + ");");
                Eliminate("w", i, k, k + 1, "-" + Multiplier(i, k));
            }

            writer.Line();
        }

        for (int i = 0; i < n; i++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                blocks[v].Width.Store(writer, Row("w", i, v), "w", (i * n) + blocks[v].Offset, blocks[v].Lanes);
            }
        }

        writer.Line();
    }

    /// <summary>One column block of a right side against the factor in memory, whose entries are broadcast operands; −x is formed once a row.</summary>
    private void EmitSolve(ColumnBlock block)
    {
        VectorWidth width = block.Width;
        for (int i = 0; i < n; i++)
        {
            writer.Line("var x" + Text.Of(i) + " = " + width.LoadPadded("source", (i * n) + block.Offset, block.Lanes, n * n) + ";");
        }

        writer.Line();
        for (int k = 0; k < n; k++)
        {
            Substitute(k, "s", Enumerable.Range(k + 1, n - k - 1), i => VectorWidth.Entry("factor", (i * n) + k));
        }

        writer.Line();
        for (int k = n - 1; k >= 0; k--)
        {
            writer.Line("x" + Text.Of(k) + " *= " + width.Broadcast(VectorWidth.Entry("factor", k * (n + 1))) + ";");
            Substitute(k, "t", Enumerable.Range(0, k), i => VectorWidth.Entry("w", (i * n) + k));
        }

        for (int i = 0; i < n; i++)
        {
            width.Store(writer, "x" + Text.Of(i), "destination", (i * n) + block.Offset, block.Lanes);
        }


        void Substitute(int k, string negated, IEnumerable<int> rows, System.Func<int, string> entry)
        {
            string minus = negated + Text.Of(k);
            if (rows.Any())
            {
                writer.Line("var " + minus + " = -x" + Text.Of(k) + ";");
            }

            foreach (int i in rows)
            {
                writer.Line("x" + Text.Of(i) + " = " + width.FusedMultiplyAdd(width.Broadcast(entry(i)), minus, "x" + Text.Of(i)) + ";");
            }
        }
    }

    // Adding 0 beside the 1 is what the contract's product with an addend does: it turns −0 into +0.
    private void EmitLoad()
    {
        for (int i = 0; i < n; i++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                VectorWidth width = blocks[v].Width;
                int lane = i - blocks[v].Offset;
                string unit = lane == 0 && width.Api is null ? "1.0" : width.Api is null ? "0.0"
                    : width.Api + ".Create(" + string.Join(", ", Enumerable.Range(0, width.Lanes).Select(j => j == lane ? "1.0" : "0.0")) + ")";
                writer.Line("var " + Row("w", i, v) + " = " + width.LoadPadded("w", (i * n) + blocks[v].Offset, blocks[v].Lanes, n * n) + " + " + unit + ";");
            }
        }

        for (int k = 0; k < n; k++)
        {
            writer.Line("double first" + Text.Of(k) + " = " + Scalar("w", k, k) + ";");
        }

        writer.Line();
    }

    private void EmitPivot(int k)
    {
        string pivot = "d" + Text.Of(k);
        writer.Line("double " + pivot + " = " + Scalar("w", k, k) + ";");
        writer.Open("if (global::SpanLqr.Shapes.ScalarFallback.Cancels(" + pivot + ", first" + Text.Of(k) + "))");
        writer.Line("return false;");
        writer.Close();
        writer.Line();
        VectorWidth width = blocks[0].Width;
        writer.Line("var r" + Text.Of(k) + " = " + width.Broadcast("1.0") + " / " + Lane("w", k, k) + ";");
    }

    private void Eliminate(string matrix, int i, int k, int firstColumn, string multiplier)
    {
        for (int v = 0; v < blocks.Count; v++)
        {
            if (blocks[v].Offset + blocks[v].Lanes > firstColumn)
            {
                VectorWidth width = blocks[v].Width;
                string factor = width == blocks[0].Width ? multiplier : Narrow(width, multiplier);
                writer.Line(Row(matrix, i, v) + " = " + width.FusedMultiplyAdd(factor, Row(matrix, k, v), Row(matrix, i, v)) + ";");
            }
        }
    }

    // A broadcast in a wide register serves the narrow ones through its low half.
    private static string Narrow(VectorWidth width, string multiplier)
    {
        bool minus = multiplier[0] == '-';
        string name = minus ? multiplier.Substring(1) : multiplier;
        string low = width.Api is null ? "V512.ToScalar(" + name + ")"
            : width.Lanes == 4 ? "V512.GetLower(" + name + ")" : "V256.GetLower(V512.GetLower(" + name + "))";
        return (minus ? "-" : "") + low;
    }

    /// <summary>One entry of a row in every lane of the widest vector.</summary>
    private string Lane(string matrix, int row, int column)
    {
        VectorWidth widest = blocks[0].Width;
        int v = Block(column);
        VectorWidth width = blocks[v].Width;
        if (widest.Api is null)
        {
            return Row(matrix, row, v);
        }

        int lane = column - blocks[v].Offset;
        return width == widest
            ? widest.Api + ".Shuffle(" + Row(matrix, row, v) + ", " + widest.Api + ".Create(" + Text.Of(lane) + "L))"
            : widest.Broadcast(width.Api is null ? Row(matrix, row, v) : width.Api + ".GetElement(" + Row(matrix, row, v) + ", " + Text.Of(lane) + ")");
    }

    private string Scalar(string matrix, int row, int column)
    {
        int v = Block(column);
        return blocks[v].Width.Api is { } api
            ? api + ".GetElement(" + Row(matrix, row, v) + ", " + Text.Of(column - blocks[v].Offset) + ")"
            : Row(matrix, row, v);
    }

    private int Block(int column)
    {
        int v = 0;
        while (column >= blocks[v].Offset + blocks[v].Lanes)
        {
            v++;
        }

        return v;
    }

    private static string Multiplier(int i, int k) => "m" + Text.Of(i) + "_" + Text.Of(k);

    private static string Row(string matrix, int row, int block) => matrix + Text.Of(row) + "_" + Text.Of(block);
}
