using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>x'·A·x: the rows of A·x, then the sum along x, all of them sums of four chains.</summary>
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

        string[] rows = new string[dimension];
        for (int i = 0; i < dimension; i++)
        {
            rows[i] = MatrixVectorEmitter.EmitDot(writer, matrix, i * dimension, (matrix, vector, dimension), "y" + Text.Of(i));
        }

        writer.Line("return " + MatrixVectorEmitter.EmitDot(writer, dimension, i => VectorWidth.Entry(vector, i), i => rows[i], "sum") + ";");
    }
}
