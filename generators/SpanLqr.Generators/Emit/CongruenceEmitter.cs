using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// X'·(P·X). Where a row of X is one vector, P·X stays in registers between the two products; otherwise they are two products
/// of their own. The numbers and their order are the same.
/// </summary>
internal static class CongruenceEmitter
{
    public static void Emit(SourceWriter writer, Product inner, Product outer, string operand, string weight)
    {
        VectorWidth? width = UnrollPolicy.CongruenceWidth(writer.Precision, inner.Inner, inner.Cols);
        if (width is null)
        {
            EmitProducts(writer, inner, outer, operand, weight);
            return;
        }

        writer.Open("if (" + width.IsAccelerated + ")");
        EmitFused(writer, width, inner.Inner, inner.Cols, operand, weight);
        writer.Close();
        writer.Open("else");
        EmitProducts(writer, inner, outer, operand, weight);
        writer.Close();
    }

    private static void EmitProducts(SourceWriter writer, Product inner, Product outer, string operand, string weight)
    {
        writer.Line(ProductEmitter.Call(inner, weight, operand, "workspace"));
        writer.Line(ProductEmitter.Call(outer, operand, "workspace", "destination"));
    }

    private static void EmitFused(SourceWriter writer, VectorWidth width, int order, int cols, string operand, string weight)
    {
        for (int k = 0; k < order; k++)
        {
            writer.Line("var x" + Text.Of(k) + " = " + width.LoadPadded(operand, k * cols, cols, order * cols) + ";");
        }

        writer.Line();
        for (int i = 0; i < order; i++)
        {
            int row = i;
            EmitSum(writer, width, "w" + Text.Of(i), order, k => VectorWidth.Entry(weight, (row * order) + k), "x");
            EmitStore(writer, width, "w" + Text.Of(i), "workspace", i, order, cols);
        }

        writer.Line();
        for (int i = 0; i < cols; i++)
        {
            int row = i;
            EmitSum(writer, width, "d" + Text.Of(i), order, k => VectorWidth.Entry(operand, (k * cols) + row), "w");
            EmitStore(writer, width, "d" + Text.Of(i), "destination", i, cols, cols);
        }

        writer.Line();
        SymmetryEmitter.EmitMirror(writer, cols, "destination");
    }

    private static void EmitSum(SourceWriter writer, VectorWidth width, string sum, int terms, System.Func<int, string> scalar, string vector)
    {
        for (int k = 0; k < terms; k++)
        {
            string left = width.Broadcast(scalar(k));
            writer.Line(k == 0
                ? "var " + sum + " = " + left + " * " + vector + "0;"
                : sum + " = " + width.FusedMultiplyAdd(left, vector + Text.Of(k), sum) + ";");
        }
    }

    // What a whole vector writes beyond its row is written again by the next one.
    private static void EmitStore(SourceWriter writer, VectorWidth width, string value, string matrix, int row, int rows, int cols) =>
        width.Store(writer, value, matrix, row * cols, width.Fits(row * cols, rows * cols) ? width.Lanes : cols);
}
