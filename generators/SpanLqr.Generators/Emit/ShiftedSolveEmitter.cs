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
    private readonly VectorWidth width;
    private readonly IReadOnlyList<ColumnBlock> blocks;

    private ShiftedSolveEmitter(SourceWriter writer, int n, VectorWidth width)
    {
        this.writer = writer;
        this.n = n;
        this.width = width;
        blocks = ColumnBlock.Separate(n, width);
    }

    /// <summary>Writes the private method; W is overwritten where it does not fit into registers.</summary>
    public static void Emit(SourceWriter writer, ShapeSize size)
    {
        int n = size.N;
        writer.Line("// V = (I + W)⁻¹·A and Y = (I + W)⁻¹·G without row exchanges; false where a pivot cancels. W and the factor are scratch.");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        writer.Open("private static bool " + Name + "(ref double w, ref double a, ref double g, ref double factor, ref double v, ref double y)");
        ShiftedSolveEmitter[] forms = n > UnrollPolicy.MaxShiftedSolve ? []
            : [.. UnrollPolicy.StateWidths(writer.Precision, n).Select(width => new ShiftedSolveEmitter(writer, n, width))];
        foreach (ShiftedSolveEmitter form in forms)
        {
            form.EmitForm();
        }

        if (forms.All(static form => form.width.Api is not null))
        {
            writer.Line("return global::SpanLqr.Shapes.ScalarFallback.ShiftedSolve(" + Text.Of(n) + ", ref w, ref a, ref g, ref factor, ref v, ref y);");
        }

        writer.Close();
        writer.Line();
        foreach (ShiftedSolveEmitter form in forms.Where(static form => !form.SolvesTogether))
        {
            form.EmitParts();
        }
    }

    /// <summary>Whether both right sides stay beside W: a row must be one register.</summary>
    private bool SolvesTogether => blocks.Count == 1 || width.Api is null;

    /// <summary>Statements for one width, which return where that is what the machine has.</summary>
    private void EmitForm()
    {
        if (width.Api is null)
        {
            EmitTogether();
            return;
        }

        writer.Open("if (" + width.IsAccelerated + ")");
        if (SolvesTogether)
        {
            EmitTogether();
        }
        else
        {
            writer.Open("if (!" + FactorName + "(ref w, ref factor))");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
            foreach (ColumnBlock block in blocks)
            {
                int shift = IsShared(block) ? block.Offset : 0;
                foreach ((string source, string destination) in new[] { ("a", "v"), ("g", "y") })
                {
                    writer.Line(ColumnsName(block) + "(ref w, ref factor, ref " + VectorWidth.Entry(source, shift) + ", ref " + VectorWidth.Entry(destination, shift) + ");");
                }
            }

            writer.Line("return true;");
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>The methods that <see cref="EmitForm"/> calls.</summary>
    private void EmitParts()
    {
        writer.Line("// I + W = L·U: L and the reciprocal pivots in the factor, U in W; false where a pivot cancels.");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        writer.Open("private static bool " + FactorName + "(ref double w, ref double factor)");
        if (width.IsWidest)
        {
            EmitFactor();
        }
        else
        {
            EmitFactorByRows();
        }

        writer.Line("return true;");
        writer.Close();
        writer.Line();
        foreach (ColumnBlock block in blocks.Where(block => !IsShared(block) || block.Offset == 0))
        {
            writer.Line("// Columns " + (IsShared(block) ? "that fill a vector" : Text.Of(block.Offset) + " to " + Text.Of(block.Offset + block.Lanes - 1)) + " of a right side.");
            writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
            writer.Open("private static void " + ColumnsName(block) + "(ref double w, ref double factor, ref double source, ref double destination)");
            EmitSolve(block);
            writer.Close();
            writer.Line();
        }
    }

    // Full blocks are the same code at another offset; the widest are at most one and a rest.
    private bool IsShared(ColumnBlock block) => block.Width == width && block.Lanes == width.Lanes && !width.IsWidest;

    private string FactorName => Name + width.Api + "Factor";

    private string ColumnsName(ColumnBlock block) =>
        Name + width.Api + "Columns" + (IsShared(block) ? "" : Text.Of(block.Offset));

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

    /// <summary>
    /// The same row by row, where registers are too few for W: the row in registers, those above it in memory. Every entry sees its
    /// terms in the same order.
    /// </summary>
    private void EmitFactorByRows()
    {
        for (int i = 0; i < n; i++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                EmitLoad(i, v);
            }

            writer.Line("double first" + Text.Of(i) + " = " + Scalar("w", i, i) + ";");
            for (int k = 0; k < i; k++)
            {
                writer.Line("double " + Multiplier(i, k) + " = " + Scalar("w", i, k) + " * r" + Text.Of(k) + ";");
                writer.Line(VectorWidth.Entry("factor", (i * n) + k) + " = " + Multiplier(i, k) + ";");
                foreach (ColumnBlock block in blocks.Where(block => block.Offset + block.Lanes > k + 1))
                {
                    string row = Row("w", i, Block(block.Offset));
                    string above = block.Width.LoadPadded("w", (k * n) + block.Offset, block.Lanes, n * n);
                    writer.Line(row + " = " + block.Width.FusedMultiplyAdd(block.Width.Broadcast("-" + Multiplier(i, k)), above, row) + ";");
                }
            }

            EmitPivotCheck(i);
            writer.Line("double r" + Text.Of(i) + " = 1.0 / d" + Text.Of(i) + ";");
            writer.Line(VectorWidth.Entry("factor", i * (n + 1)) + " = r" + Text.Of(i) + ";");
            foreach (ColumnBlock block in blocks.Where(block => block.Offset + block.Lanes > i + 1))
            {
                block.Width.Store(writer, Row("w", i, Block(block.Offset)), "w", (i * n) + block.Offset, block.Lanes);
            }

            writer.Line();
        }
    }

    /// <summary>One column block of a right side against the factor in memory, whose entries are broadcast operands; −x is formed once a row.</summary>
    private void EmitSolve(ColumnBlock block)
    {
        VectorWidth part = block.Width;
        for (int i = 0; i < n; i++)
        {
            writer.Line("var x" + Text.Of(i) + " = " + part.LoadPadded("source", (i * n) + block.Offset, block.Lanes, n * n) + ";");
        }

        writer.Line();
        for (int k = 0; k < n; k++)
        {
            Substitute(k, "s", Enumerable.Range(k + 1, n - k - 1), i => VectorWidth.Entry("factor", (i * n) + k));
        }

        writer.Line();
        for (int k = n - 1; k >= 0; k--)
        {
            writer.Line("x" + Text.Of(k) + " *= " + part.Broadcast(VectorWidth.Entry("factor", k * (n + 1))) + ";");
            Substitute(k, "t", Enumerable.Range(0, k), i => VectorWidth.Entry("w", (i * n) + k));
        }

        for (int i = 0; i < n; i++)
        {
            part.Store(writer, "x" + Text.Of(i), "destination", (i * n) + block.Offset, block.Lanes);
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
                writer.Line("x" + Text.Of(i) + " = " + part.FusedMultiplyAdd(part.Broadcast(entry(i)), minus, "x" + Text.Of(i)) + ";");
            }
        }
    }

    private void EmitLoad()
    {
        for (int i = 0; i < n; i++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                EmitLoad(i, v);
            }
        }

        for (int k = 0; k < n; k++)
        {
            writer.Line("double first" + Text.Of(k) + " = " + Scalar("w", k, k) + ";");
        }

        writer.Line();
    }

    // Adding 0 beside the 1 is what the contract's product with an addend does: it turns −0 into +0.
    private void EmitLoad(int i, int v)
    {
        VectorWidth part = blocks[v].Width;
        int lane = i - blocks[v].Offset;
        string unit = lane == 0 && part.Api is null ? "1.0" : part.Api is null ? "0.0"
            : part.Api + ".Create(" + string.Join(", ", Enumerable.Range(0, part.Lanes).Select(j => j == lane ? "1.0" : "0.0")) + ")";
        writer.Line("var " + Row("w", i, v) + " = " + part.LoadPadded("w", (i * n) + blocks[v].Offset, blocks[v].Lanes, n * n) + " + " + unit + ";");
    }

    private void EmitPivotCheck(int k)
    {
        string pivot = "d" + Text.Of(k);
        writer.Line("double " + pivot + " = " + Scalar("w", k, k) + ";");
        writer.Open("if (global::SpanLqr.Shapes.ScalarFallback.Cancels(" + pivot + ", first" + Text.Of(k) + "))");
        writer.Line("return false;");
        writer.Close();
        writer.Line();
    }

    private void EmitPivot(int k)
    {
        EmitPivotCheck(k);
        writer.Line("var r" + Text.Of(k) + " = " + blocks[0].Width.Broadcast("1.0") + " / " + Lane("w", k, k) + ";");
    }

    private void Eliminate(string matrix, int i, int k, int firstColumn, string multiplier)
    {
        for (int v = 0; v < blocks.Count; v++)
        {
            if (blocks[v].Offset + blocks[v].Lanes > firstColumn)
            {
                VectorWidth part = blocks[v].Width;
                string factor = part == width ? multiplier : Narrow(part, multiplier);
                writer.Line(Row(matrix, i, v) + " = " + part.FusedMultiplyAdd(factor, Row(matrix, k, v), Row(matrix, i, v)) + ";");
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
        VectorWidth part = blocks[v].Width;
        if (widest.Api is null)
        {
            return Row(matrix, row, v);
        }

        int lane = column - blocks[v].Offset;
        return part == widest
            ? widest.Api + ".Shuffle(" + Row(matrix, row, v) + ", " + widest.Api + ".Create(" + Text.Of(lane) + "L))"
            : widest.Broadcast(part.Api is null ? Row(matrix, row, v) : part.Api + ".GetElement(" + Row(matrix, row, v) + ", " + Text.Of(lane) + ")");
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
