using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>Mirroring, symmetrising and transposing: moves of single entries.</summary>
internal static class SymmetryEmitter
{
    /// <summary>Copies the lower triangle of a square matrix to the upper one.</summary>
    public static void EmitMirror(SourceWriter writer, int dimension, string matrix)
    {
        if (!UnrollPolicy.UnrollsMirror(dimension))
        {
            writer.Line("global::SpanLqr.Shapes.ScalarFallback.MirrorLower(" + Text.Of(dimension) + ", ref " + matrix + ");");
            return;
        }

        for (int i = 1; i < dimension; i++)
        {
            for (int j = 0; j < i; j++)
            {
                writer.Line(VectorWidth.Entry(matrix, (j * dimension) + i) + " = " + VectorWidth.Entry(matrix, (i * dimension) + j) + ";");
            }
        }
    }

    /// <summary>X ← (X + X')/2. The diagonal is its own mean and stays as it is.</summary>
    public static void EmitSymmetrize(SourceWriter writer, int dimension, string matrix)
    {
        if (!UnrollPolicy.UnrollsEntries(dimension * dimension))
        {
            writer.Line("global::SpanLqr.Shapes.ScalarFallback.Symmetrize(" + Text.Of(dimension) + ", ref " + matrix + ");");
            return;
        }

        for (int i = 1; i < dimension; i++)
        {
            for (int j = 0; j < i; j++)
            {
                string lower = VectorWidth.Entry(matrix, (i * dimension) + j);
                string upper = VectorWidth.Entry(matrix, (j * dimension) + i);
                string mean = "mean" + Text.Of(i) + "_" + Text.Of(j);
                writer.Line("double " + mean + " = 0.5 * (" + lower + " + " + upper + ");");
                writer.Line(lower + " = " + mean + ";");
                writer.Line(upper + " = " + mean + ";");
            }
        }
    }

    /// <summary>D ← X'.</summary>
    public static void EmitTranspose(SourceWriter writer, MatrixSize size, string matrix)
    {
        if (!UnrollPolicy.UnrollsEntries(size.Length))
        {
            writer.Line("global::SpanLqr.Shapes.ScalarFallback.Transpose("
                + Text.Of(size.Rows) + ", " + Text.Of(size.Cols) + ", ref " + matrix + ", ref destination);");
            return;
        }

        for (int j = 0; j < size.Cols; j++)
        {
            for (int i = 0; i < size.Rows; i++)
            {
                writer.Line(VectorWidth.Entry("destination", (j * size.Rows) + i) + " = " + VectorWidth.Entry(matrix, (i * size.Cols) + j) + ";");
            }
        }
    }
}
