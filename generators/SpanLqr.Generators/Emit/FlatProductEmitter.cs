using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// The product of 2×2 matrices: each matrix is one vector of four, and permutations put the factors of every entry into
/// its lane.
/// </summary>
internal static class FlatProductEmitter
{
    public static void Emit(SourceWriter writer, Product product)
    {
        writer.Line("var l = V256.LoadUnsafe(ref " + product.Left + ");");
        writer.Line("var r = V256.LoadUnsafe(ref " + product.Right + ");");
        writer.Line("var d = " + Left(product, 0) + " * " + Right(product, 0) + ";");
        writer.Line("d = " + VectorWidth.Four.FusedMultiplyAdd(Left(product, 1), Right(product, 1), "d") + ";");
        writer.Open("if (accumulate)");
        writer.Line("d = " + VectorWidth.Four.FusedMultiplyAdd("V256.Create(alpha)", "d", "V256.LoadUnsafe(ref addend)") + ";");
        writer.Close();
        writer.Line();
        writer.Line("V256.StoreUnsafe(d, ref destination);");
    }

    // Lanes are the entries (0,0), (0,1), (1,0), (1,1) of the result.
    private static string Left(Product product, int k)
    {
        int top = k * product.LeftInnerStride;
        int bottom = product.LeftRowStride + top;
        return Permuted("l", top, top, bottom, bottom);
    }

    private static string Right(Product product, int k)
    {
        int first = k * product.RightInnerStride;
        int second = product.RightColStride + first;
        return Permuted("r", first, second, first, second);
    }

    private static string Permuted(string vector, int a, int b, int c, int d) =>
        "V256.Shuffle(" + vector + ", V256.Create(" + Text.Of(a) + "L, " + Text.Of(b) + "L, " + Text.Of(c) + "L, " + Text.Of(d) + "L))";
}
