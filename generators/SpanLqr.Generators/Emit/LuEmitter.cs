using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// LU factorisation with partial pivoting. Which rows meet is only known at run time, so it stays a loop over memory at
/// every size.
/// </summary>
internal static class LuEmitter
{
    public static void Emit(SourceWriter writer, int dimension, string matrix) => writer.Line(
        "return global::SpanLqr.Shapes.ScalarFallback.LuFactor(" + Text.Of(dimension) + ", ref " + matrix + ", ref destination, ref pivots);");
}
