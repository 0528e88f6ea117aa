using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// The product shape for a long inner dimension: a tile of accumulators (a few rows by one or more vectors) walks down the
/// inner dimension in a loop, so that neither the code nor the registers grow with it.
/// </summary>
internal static class TileEmitter
{
    public static void Emit(SourceWriter writer, Product product, VectorWidth widest)
    {
        foreach (ColumnBlock[] group in Groups(product, widest))
        {
            if (group.Length == 1 && group[0].Count > 1)
            {
                ColumnBlock run = group[0];
                writer.Open("for (int j = " + Text.Of(run.Offset) + "; j < " + Text.Of(run.End) + "; j += " + Text.Of(run.Lanes) + ")");
                EmitRows(writer, product, [run with { Offset = 0, Count = 1 }], "j");
                writer.Close();
            }
            else
            {
                EmitRows(writer, product, group, Text.Of(group[0].Offset));
            }
        }
    }

    // Blocks of a row share the broadcasts of the left factor, as many as the accumulators allow; a symmetric result needs
    // fewer rows of the later blocks, so there they go one by one, and so do the blocks of a very wide result, in a loop.
    private static IEnumerable<ColumnBlock[]> Groups(Product product, VectorWidth widest)
    {
        IReadOnlyList<ColumnBlock> vectors = ColumnBlock.Separate(product.Cols, widest);
        if (product.LowerOnly || vectors.Count > UnrollPolicy.MaxTiledVectors)
        {
            return ColumnBlock.Cut(product.Cols, widest).Select(static block => new[] { block });
        }

        int groups = (vectors.Count + UnrollPolicy.TileVectors - 1) / UnrollPolicy.TileVectors;
        return Enumerable.Range(0, groups).Select(group =>
        {
            int first = vectors.Count * group / groups;
            return vectors.Skip(first).Take((vectors.Count * (group + 1) / groups) - first).ToArray();
        });
    }

    private static void EmitRows(SourceWriter writer, Product product, ColumnBlock[] group, string column)
    {
        int whole = product.Rows / UnrollPolicy.TileRows * UnrollPolicy.TileRows;
        int first = 0;
        string start = "0";
        if (product.LowerOnly)
        {
            first = column == "j" ? 0 : group[0].Offset / UnrollPolicy.TileRows * UnrollPolicy.TileRows;
            start = column == "j" ? "j & -" + Text.Of(UnrollPolicy.TileRows) : Text.Of(first);
        }

        if (whole > first)
        {
            writer.Open("for (int i = " + start + "; i < " + Text.Of(whole) + "; i += " + Text.Of(UnrollPolicy.TileRows) + ")");
            EmitTile(writer, product, group, UnrollPolicy.TileRows, firstRow: null, column == "j");
            writer.Close();
        }

        if (product.Rows > whole)
        {
            writer.Open();
            EmitTile(writer, product, group, product.Rows - whole, whole, column == "j");
            writer.Close();
        }
    }

    /// <summary>One tile, whose first row is a constant or, without one, the variable <c>i</c>.</summary>
    private static void EmitTile(SourceWriter writer, Product product, ColumnBlock[] group, int rows, int? firstRow, bool moves)
    {
        string shift = moves ? " + j" : "";
        writer.Line("ref double l = ref Ref.Add(ref " + product.Left + ", " + Times(firstRow, product.LeftRowStride) + ");");
        writer.Line("ref double r = ref " + (moves ? "Ref.Add(ref " + product.Right + ", j)" : product.Right) + ";");
        EmitTerm(writer, product, group, rows, first: true);
        writer.Open("for (int k = 1; k < " + Text.Of(product.Inner) + "; k++)");
        writer.Line("l = ref Ref.Add(ref l, " + Text.Of(product.LeftInnerStride) + ");");
        writer.Line("r = ref Ref.Add(ref r, " + Text.Of(product.Cols) + ");");
        EmitTerm(writer, product, group, rows, first: false);
        writer.Close();
        writer.Line();
        writer.Line("ref double d = ref Ref.Add(ref destination, " + Times(firstRow, product.Cols) + shift + ");");
        EmitAccumulate(writer, product, group, rows, Times(firstRow, product.Cols) + shift);
        for (int i = 0; i < rows; i++)
        {
            for (int v = 0; v < group.Length; v++)
            {
                group[v].Width.Store(writer, Sum(i, v), "d", (i * product.Cols) + group[v].Offset, group[v].Lanes);
            }
        }
    }

    private static void EmitTerm(SourceWriter writer, Product product, ColumnBlock[] group, int rows, bool first)
    {
        for (int v = 0; v < group.Length; v++)
        {
            writer.Line("var r" + Text.Of(v) + (first ? "First" : "") + " = " + group[v].Width.Load("r", group[v].Offset, group[v].Lanes) + ";");
        }

        for (int i = 0; i < rows; i++)
        {
            for (int v = 0; v < group.Length; v++)
            {
                VectorWidth width = group[v].Width;
                string scalar = width.Broadcast(VectorWidth.Entry("l", i * product.LeftRowStride));
                string right = "r" + Text.Of(v);
                writer.Line(first
                    ? "var " + Sum(i, v) + " = " + scalar + " * " + right + "First;"
                    : Sum(i, v) + " = " + width.FusedMultiplyAdd(scalar, right, Sum(i, v)) + ";");
            }
        }
    }

    private static void EmitAccumulate(SourceWriter writer, Product product, ColumnBlock[] group, int rows, string start)
    {
        writer.Open("if (accumulate)");
        writer.Line("ref double c = ref Ref.Add(ref addend, " + start + ");");
        for (int i = 0; i < rows; i++)
        {
            for (int v = 0; v < group.Length; v++)
            {
                VectorWidth width = group[v].Width;
                string addend = width.Load("c", (i * product.Cols) + group[v].Offset, group[v].Lanes);
                writer.Line(Sum(i, v) + " = " + width.FusedMultiplyAdd(width.Broadcast("alpha"), Sum(i, v), addend) + ";");
            }
        }

        writer.Close();
        writer.Line();
    }

    private static string Sum(int row, int vector) => "d" + Text.Of(row) + "_" + Text.Of(vector);

    private static string Times(int? row, int stride) =>
        row is int constant ? Text.Of(constant * stride) : stride == 1 ? "i" : Text.Of(stride) + " * i";
}
