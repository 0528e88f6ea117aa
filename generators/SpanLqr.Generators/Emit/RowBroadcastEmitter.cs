using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// The product shape for a short inner dimension: the right factor's rows of one column block in registers, then row by
/// row of the left factor one multiply and fused multiply-adds with a broadcast entry, which x64 folds into the instruction.
/// </summary>
internal static class RowBroadcastEmitter
{
    public static void Emit(SourceWriter writer, Product product, VectorWidth widest)
    {
        // From right to left: a padded last block may then write into the columns that come after it.
        IReadOnlyList<ColumnBlock> blocks = ColumnBlock.Cut(product.Cols, widest);
        foreach (ColumnBlock block in blocks.Reverse())
        {
            if (block.Count > 1)
            {
                EmitRun(writer, product, block);
            }
            else if (blocks.Count > 1)
            {
                writer.Open();
                EmitBlock(writer, product, block, Text.Of(block.Offset));
                writer.Close();
            }
            else
            {
                EmitBlock(writer, product, block, Text.Of(block.Offset));
            }
        }
    }

    private static void EmitRun(SourceWriter writer, Product product, ColumnBlock block)
    {
        string offset = Text.Of(block.Offset);
        writer.Open("for (int j = " + offset + "; j < " + Text.Of(block.End) + "; j += " + Text.Of(block.Lanes) + ")");
        EmitBlock(writer, product, block with { Offset = 0 }, "j");
        writer.Close();
    }

    /// <summary>One column block; <paramref name="column"/> is its first column, a constant or the variable <c>j</c>.</summary>
    private static void EmitBlock(SourceWriter writer, Product product, ColumnBlock block, string column)
    {
        bool moves = column == "j";
        EmitPanel(writer, product, block, moves);
        int first = product.LowerOnly && !moves ? block.Offset : 0;
        if (UnrollPolicy.UnrollsRows(product.Rows, product.Inner) && !(moves && product.LowerOnly))
        {
            for (int i = first; i < product.Rows; i++)
            {
                if (i > first)
                {
                    writer.Line();
                }

                EmitUnrolledRow(writer, product, block, i, moves);
            }
        }
        else
        {
            EmitLoopRows(writer, product, block, column, moves);
        }
    }

    private static void EmitLoopRows(SourceWriter writer, Product product, ColumnBlock block, string column, bool moves)
    {
        // Rows whose whole vector stays inside the matrix come first: they store the lanes that they do not have into the
        // next row, which is written after them.
        int wide = IsPadded(block) ? WideRows(product, block) : product.Rows;
        int together = UnrollPolicy.PanelTileRows(product.Rows, product.Inner, block.Width);
        int whole = wide / together * together;
        int first = product.LowerOnly && !moves ? block.Offset / together * together : 0;
        string start = !product.LowerOnly ? "0" : !moves ? Text.Of(first) : together == 1 ? column : column + " / " + Text.Of(together) + " * " + Text.Of(together);
        if (whole > first + together)
        {
            writer.Open("for (int i = " + start + "; i < " + Text.Of(whole) + "; i += " + Text.Of(together) + ")");
            EmitTile(writer, product, block, together, null, moves);
            writer.Close();
        }
        else
        {
            whole = first;
        }

        for (int i = whole; i < product.Rows; i += together)
        {
            writer.Open();
            EmitTile(writer, product, block, System.Math.Min(together, product.Rows - i), i, moves);
            writer.Close();
        }
    }

    private static bool IsPadded(ColumnBlock block) => block.Lanes < block.Width.Lanes;

    /// <summary>Rows of which a whole vector lies inside the result.</summary>
    private static int WideRows(Product product, ColumnBlock block)
    {
        int rows = 0;
        while (rows < product.Rows && block.Width.Fits((rows * product.Cols) + block.Offset, product.Rows * product.Cols))
        {
            rows++;
        }

        return rows;
    }

    private static void EmitPanel(SourceWriter writer, Product product, ColumnBlock block, bool moves)
    {
        string source = product.Right;
        if (moves)
        {
            writer.Line("ref double panel = ref Ref.Add(ref " + product.Right + ", " + Scaled("j", product.RightColStride) + ");");
            source = "panel";
        }

        if (product.RightTransposed && TransposedPanelEmitter.Serves(product, block))
        {
            TransposedPanelEmitter.Emit(writer, product, block, source);
            return;
        }

        int length = product.Inner * product.Cols;
        for (int k = 0; k < product.Inner; k++)
        {
            int start = (k * product.RightInnerStride) + (block.Offset * product.RightColStride);
            string load = product.RightTransposed
                ? block.Width.Gather(source, start, product.RightColStride, block.Lanes)
                : block.Width.LoadPadded(source, start, block.Lanes, length);
            writer.Line("var r" + Text.Of(k) + " = " + load + ";");
        }

        writer.Line();
    }

    private static void EmitUnrolledRow(SourceWriter writer, Product product, ColumnBlock block, int i, bool moves)
    {
        string row = "d" + Text.Of(i);
        int destination = (i * product.Cols) + block.Offset;
        EmitSum(writer, product, block, product.Left, i * product.LeftRowStride, row);
        string target = "destination";
        string addend = "addend";
        if (moves)
        {
            target = row + "Row";
            addend = row + "Addend";
            writer.Line("ref double " + target + " = ref Ref.Add(ref destination, " + Text.Of(destination) + " + j);");
            writer.Line("ref double " + addend + " = ref Ref.Add(ref addend, " + Text.Of(destination) + " + j);");
            destination = 0;
        }

        EmitFinish(writer, block, row, addend, target, destination, !moves && IsPadded(block) && i < WideRows(product, block));
    }

    /// <summary>A few rows side by side; the first is a constant or, without one, the variable <c>i</c>.</summary>
    private static void EmitTile(SourceWriter writer, Product product, ColumnBlock block, int rows, int? firstRow, bool moves)
    {
        string destination = Index(firstRow, product.Cols, (moves ? " + j" : "") + (block.Offset == 0 ? "" : " + " + Text.Of(block.Offset)));
        writer.Line("ref double l = ref Ref.Add(ref " + product.Left + ", " + Index(firstRow, product.LeftRowStride, "") + ");");
        VectorWidth width = block.Width;
        for (int k = 0; k < product.Inner; k++)
        {
            for (int i = 0; i < rows; i++)
            {
                string sum = "d" + Text.Of(i);
                string scalar = width.Broadcast(VectorWidth.Entry("l", (i * product.LeftRowStride) + (k * product.LeftInnerStride)));
                writer.Line(k == 0
                    ? "var " + sum + " = " + scalar + " * r0;"
                    : sum + " = " + width.FusedMultiplyAdd(scalar, "r" + Text.Of(k), sum) + ";");
            }
        }

        writer.Line("ref double dRow = ref Ref.Add(ref destination, " + destination + ");");
        writer.Line("ref double dAddend = ref Ref.Add(ref addend, " + destination + ");");
        for (int i = 0; i < rows; i++)
        {
            bool isWide = IsPadded(block) && (firstRow ?? 0) + i < WideRows(product, block);
            EmitFinish(writer, block, "d" + Text.Of(i), "dAddend", "dRow", i * product.Cols, isWide);
        }
    }

    private static string Index(int? row, int stride, string shift) =>
        (row is int constant ? Text.Of(constant * stride) : Scaled("i", stride)) + shift;

    private static void EmitSum(SourceWriter writer, Product product, ColumnBlock block, string left, int start, string sum)
    {
        VectorWidth width = block.Width;
        for (int k = 0; k < product.Inner; k++)
        {
            string scalar = width.Broadcast(VectorWidth.Entry(left, start + (k * product.LeftInnerStride)));
            string right = "r" + Text.Of(k);
            writer.Line(k == 0
                ? "var " + sum + " = " + scalar + " * " + right + ";"
                : sum + " = " + width.FusedMultiplyAdd(scalar, right, sum) + ";");
        }
    }

    // Onto an addend, which may be the destination itself, a row may not write into the next one.
    private static void EmitFinish(SourceWriter writer, ColumnBlock block, string sum, string addend, string target, int offset, bool isWide)
    {
        writer.Open("if (accumulate)");
        writer.Line(sum + " = " + block.Width.FusedMultiplyAdd(
            block.Width.Broadcast("alpha"), sum, block.Width.Load(addend, offset, block.Lanes)) + ";");
        if (isWide)
        {
            block.Width.Store(writer, sum, target, offset, block.Lanes);
            writer.Close();
            writer.Open("else");
            block.Width.Store(writer, sum, target, offset, block.Width.Lanes);
            writer.Close();
            writer.Line();
            return;
        }

        writer.Close();
        writer.Line();
        block.Width.Store(writer, sum, target, offset, block.Lanes);
    }

    private static string Scaled(string index, int stride) => stride == 1 ? index : Text.Of(stride) + " * " + index;
}
