using System;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// The panel of a right factor that is stored by columns: its rows are loaded four entries at a time and transposed in
/// registers, into the variables <c>r0</c>, <c>r1</c>, … of the product.
/// </summary>
internal static class TransposedPanelEmitter
{
    /// <summary>Entries of a row that one transposition takes, whatever the width.</summary>
    private const int Chunk = 4;

    /// <summary>Whether the transposition applies; what is smaller is gathered entry by entry.</summary>
    public static bool Serves(Product product, ColumnBlock block) => product.Inner >= Chunk && block.Width.Lanes >= Chunk;

    /// <summary>Writes the panel; the matrix starts at <paramref name="source"/>, its rows are <see cref="Product.Inner"/> long.</summary>
    public static void Emit(SourceWriter writer, Product product, ColumnBlock block, string source)
    {
        for (int start = 0; start < product.Inner; start += Chunk)
        {
            // The last transposition starts early rather than read past its rows; what it has twice is dropped.
            int from = Math.Min(start, product.Inner - Chunk);
            string[] columns = new string[Chunk];
            for (int q = 0; q < Chunk; q++)
            {
                columns[q] = from + q < start ? "_" : "var r" + Text.Of(from + q);
                writer.Line("var t" + Text.Of(start + q) + " = " + Row(product, block, source, q, from) + ";");
            }

            string rows = string.Join(", ", "t" + Text.Of(start), "t" + Text.Of(start + 1), "t" + Text.Of(start + 2), "t" + Text.Of(start + 3));
            writer.Line("Lanes.Transpose(" + rows + ", out " + string.Join(", out ", columns) + ");");
        }

        writer.Line();
    }

    // Lanes that the block does not have repeat its last row: something must be loaded, and nothing reads it.
    private static string Row(Product product, ColumnBlock block, string source, int row, int from)
    {
        return Load(block.Width, row);

        // Rows q, q + 4, q + 8, … in the quarters of one vector, so that each quarter is transposed by itself.
        string Load(VectorWidth width, int lane) => width.Lanes == Chunk
            ? width.Load(source, ((block.Offset + Math.Min(lane, block.Lanes - 1)) * product.Inner) + from, Chunk)
            : width.Api + ".Create(" + Load(width.Half!, lane) + ", " + Load(width.Half!, lane + width.Half!.Lanes) + ")";
    }
}
