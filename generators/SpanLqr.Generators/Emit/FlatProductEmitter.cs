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
        VectorWidth four = writer.Precision.Four;
        writer.Line("var l = " + four.Load(product.Left, 0, four.Lanes) + ";");
        writer.Line("var r = " + four.Load(product.Right, 0, four.Lanes) + ";");
        writer.Line("var d = " + Left(four, product, 0) + " * " + Right(four, product, 0) + ";");
        writer.Line("d = " + four.FusedMultiplyAdd(Left(four, product, 1), Right(four, product, 1), "d") + ";");
        writer.Open("if (accumulate)");
        writer.Line("d = " + four.FusedMultiplyAdd(four.Broadcast("alpha"), "d", four.Load("addend", 0, four.Lanes)) + ";");
        writer.Close();
        writer.Line();
        four.Store(writer, "d", "destination", 0, four.Lanes);
    }

    // Lanes are the entries (0,0), (0,1), (1,0), (1,1) of the result.
    private static string Left(VectorWidth four, Product product, int k)
    {
        int top = k * product.LeftInnerStride;
        int bottom = product.LeftRowStride + top;
        return four.Shuffle("l", [top, top, bottom, bottom]);
    }

    private static string Right(VectorWidth four, Product product, int k)
    {
        int first = k * product.RightInnerStride;
        int second = product.RightColStride + first;
        return four.Shuffle("r", [first, second, first, second]);
    }
}
