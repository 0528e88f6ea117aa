using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>x'·A·x: the rows of A·x as scalar chains, then the sum along x.</summary>
internal static class QuadraticFormEmitter
{
    public static void Emit(SourceWriter writer, int dimension, string matrix, string vector)
    {
        if (!UnrollPolicy.UnrollsDots(dimension, dimension))
        {
            writer.Line("return global::SpanLqr.Shapes.ScalarFallback.QuadraticForm("
                + Text.Of(dimension) + ", ref " + matrix + ", ref " + vector + ");");
            return;
        }

        for (int i = 0; i < dimension; i++)
        {
            MatrixVectorEmitter.EmitDot(writer, matrix, i * dimension, (matrix, vector, dimension), "y" + Text.Of(i));
        }

        for (int i = 0; i < dimension; i++)
        {
            string entry = VectorWidth.Entry(vector, i);
            string y = "y" + Text.Of(i);
            writer.Line(i == 0
                ? "double sum = " + entry + " * " + y + ";"
                : "sum = " + VectorWidth.One.FusedMultiplyAdd(entry, y, "sum") + ";");
        }

        writer.Line("return sum;");
    }
}
