using System.Collections.Generic;
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
        IReadOnlyList<ColumnBlock> blocks = ColumnBlock.Cut(product.Cols, widest);
        foreach (ColumnBlock block in blocks)
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
            writer.Open("for (int i = " + (product.LowerOnly ? column : "0") + "; i < " + Text.Of(product.Rows) + "; i++)");
            EmitLoopRow(writer, product, block, moves);
            writer.Close();
        }
    }

    private static void EmitPanel(SourceWriter writer, Product product, ColumnBlock block, bool moves)
    {
        string source = product.Right;
        if (moves)
        {
            writer.Line("ref double panel = ref Ref.Add(ref " + product.Right + ", " + Scaled("j", product.RightColStride) + ");");
            source = "panel";
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

        EmitFinish(writer, block, row, addend, target, destination);
    }

    private static void EmitLoopRow(SourceWriter writer, Product product, ColumnBlock block, bool moves)
    {
        string destination = Scaled("i", product.Cols) + (moves ? " + j" : block.Offset == 0 ? "" : " + " + Text.Of(block.Offset));
        writer.Line("ref double l = ref Ref.Add(ref " + product.Left + ", " + Scaled("i", product.LeftRowStride) + ");");
        EmitSum(writer, product, block, "l", 0, "d");
        writer.Line("ref double dRow = ref Ref.Add(ref destination, " + destination + ");");
        writer.Line("ref double dAddend = ref Ref.Add(ref addend, " + destination + ");");
        EmitFinish(writer, block, "d", "dAddend", "dRow", 0);
    }

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

    private static void EmitFinish(SourceWriter writer, ColumnBlock block, string sum, string addend, string target, int offset)
    {
        writer.Open("if (accumulate)");
        writer.Line(sum + " = " + block.Width.FusedMultiplyAdd(
            block.Width.Broadcast("alpha"), sum, block.Width.Load(addend, offset, block.Lanes)) + ";");
        writer.Close();
        writer.Line();
        block.Width.Store(writer, sum, target, offset, block.Lanes);
    }

    private static string Scaled(string index, int stride) => stride == 1 ? index : Text.Of(stride) + " * " + index;
}
