using System.Collections.Generic;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// Matrix products. One private core for each pair of operands serves the product, the accumulating product and whatever
/// else needs the same numbers; its code shape is chosen by <see cref="UnrollPolicy"/>, once for every vector width.
/// </summary>
internal static class ProductEmitter
{
    private const string Arguments =
        "(ref double left, ref double right, bool accumulate, double alpha, ref double addend, ref double destination)";

    /// <summary>Writes the core: D ← Σ, or D ← fma(α, Σ, C) where <c>accumulate</c> is set (a constant at every call).</summary>
    public static void EmitCore(SourceWriter writer, Product named)
    {
        Product product = named.Canonical();
        writer.Line("// " + Describe(writer.Precision, named, product));
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Open("private static void " + named.Name + Arguments);
        IReadOnlyList<VectorWidth> tiers = UnrollPolicy.ProductTiers(writer.Precision, product.Rows, product.Inner, product.Cols);
        if (tiers.Count == 0)
        {
            EmitTier(writer, product, writer.Precision.Scalar);
        }
        else
        {
            foreach (VectorWidth width in tiers)
            {
                writer.Open((width == tiers[0] ? "if (" : "else if (") + width.IsAccelerated + ")");
                EmitTier(writer, product, width);
                writer.Close();
            }

            writer.Open("else");
            EmitFallback(writer, product);
            writer.Close();
        }

        if (product.LowerOnly)
        {
            writer.Line();
            SymmetryEmitter.EmitMirror(writer, product.Rows, "destination");
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>The call that computes <c>destination ← product</c>.</summary>
    public static string Call(Product product, string left, string right, string destination) =>
        product.Name + "(ref " + left + ", ref " + right + ", false, 0.0, ref " + destination + ", ref " + destination + ");";

    /// <summary>The call that computes <c>destination ← addend + α·product</c>.</summary>
    public static string CallAdd(Product product, string left, string right, string alpha, string addend, string destination) =>
        product.Name + "(ref " + left + ", ref " + right + ", true, " + alpha + ", ref " + addend + ", ref " + destination + ");";

    private static string Describe(Precision precision, Product named, Product product)
    {
        string what = named.Formula + ", " + Text.Of(named.Rows) + "×" + Text.Of(named.Inner) + " by "
            + Text.Of(named.Inner) + "×" + Text.Of(named.Cols) + (named.LowerOnly ? ", lower triangle mirrored" : "") + ". ";
        if (UnrollPolicy.ProductTiers(precision, product.Rows, product.Inner, product.Cols).Count == 0)
        {
            return what + "A column: one scalar chain a row.";
        }

        if (UnrollPolicy.IsFlat(product.Rows, product.Inner, product.Cols))
        {
            return what + "Flat: each matrix is one vector of four, permuted.";
        }

        if (!UnrollPolicy.HoldsPanel(product.Inner, product.RightTransposed, UnrollPolicy.Tiers(precision, product.Cols)[0]))
        {
            return what + (product.RightTransposed
                ? "The right factor is stored by columns and is too long to gather: plain dot products."
                : "Tiles of " + Text.Of(UnrollPolicy.TileRows) + " rows: the right factor has more rows than registers, the accumulators fit.");
        }

        return what + "Row broadcast: the right factor's " + (product.RightTransposed ? "gathered columns" : "rows")
            + " stay in registers; a row of the result is one multiply and "
            + (product.Inner == 2 ? "one fused multiply-add." : Text.Of(product.Inner - 1) + " fused multiply-adds.");
    }

    private static void EmitTier(SourceWriter writer, Product product, VectorWidth widest)
    {
        if (widest == writer.Precision.Four && UnrollPolicy.IsFlat(product.Rows, product.Inner, product.Cols))
        {
            FlatProductEmitter.Emit(writer, product);
        }
        else if (UnrollPolicy.HoldsPanel(product.Inner, product.RightTransposed, widest))
        {
            RowBroadcastEmitter.Emit(writer, product, widest);
        }
        else if (product.RightTransposed)
        {
            EmitFallback(writer, product);
        }
        else
        {
            TileEmitter.Emit(writer, product, widest);
        }
    }

    private static void EmitFallback(SourceWriter writer, Product product) => writer.Line(
        "global::SpanLqr.Shapes.ScalarFallback.Multiply("
        + Text.Of(product.Rows) + ", " + Text.Of(product.Inner) + ", " + Text.Of(product.Cols)
        + ", ref " + product.Left + ", " + Text.Of(product.LeftRowStride) + ", " + Text.Of(product.LeftInnerStride)
        + ", ref " + product.Right + ", " + Text.Of(product.RightInnerStride) + ", " + Text.Of(product.RightColStride)
        + ", " + (product.LowerOnly ? "true" : "false") + ", accumulate, alpha, ref addend, ref destination);");
}
