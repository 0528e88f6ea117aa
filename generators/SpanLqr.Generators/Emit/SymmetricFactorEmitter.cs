using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// Cholesky and LDL' factorisations of small matrices, the lower triangle in scalar registers.
/// </summary>
/// <remarks>
/// Order, for both and for every implementation of the contract: s_ij starts as a_ij and takes fma(−l_ik, t_jk, s_ij) for
/// k = 0..j−1 ascending; t is l for Cholesky and the unscaled column s_jk = l_jk·d_k for LDL'. The scaled column is
/// s_ij·(1/pivot), one reciprocal a column, pivot being √s_jj or d_j. Columns are eliminated one after the other
/// (right-looking), which puts only the reciprocal, a product and a fused multiply-add on the critical path of a column.
/// </remarks>
internal static class SymmetricFactorEmitter
{
    public static void EmitCholesky(SourceWriter writer, int dimension, string matrix) =>
        Emit(writer, dimension, matrix, "CholeskyFactor", isLdl: false);

    public static void EmitLdl(SourceWriter writer, int dimension, string matrix) =>
        Emit(writer, dimension, matrix, "LdlFactor", isLdl: true);

    /// <summary>Eliminates scalars <c>s{i}_{j}</c> of an LDL' factorisation in place, leaving <c>l{i}_{j}</c> and <c>r{j}</c> = 1/d_j.</summary>
    public static void EmitLdlElimination(SourceWriter writer, int dimension, string failure)
    {
        for (int j = 0; j < dimension; j++)
        {
            writer.Open("if (" + failure.Replace("$", S(j, j)) + ")");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
            EmitColumn(writer, dimension, j, S(j, j), share: static (i, k) => S(i, k));
        }
    }

    private static void Emit(SourceWriter writer, int dimension, string matrix, string fallback, bool isLdl)
    {
        if (!UnrollPolicy.UnrollsFactor(dimension))
        {
            writer.Line("return global::SpanLqr.Shapes.ScalarFallback." + fallback
                + "(" + Text.Of(dimension) + ", ref " + matrix + ", ref destination);");
            return;
        }

        EmitLoadLower(writer, dimension, matrix);
        if (isLdl)
        {
            EmitLdlElimination(writer, dimension, "!double.IsFinite($) || !double.IsFinite(1.0 / $)");
        }
        else
        {
            EmitCholeskyElimination(writer, dimension);
        }

        EmitStore(writer, dimension, isLdl);
        writer.Line("return true;");
    }

    /// <summary>Loads the lower triangle into <c>s{i}_{j}</c>.</summary>
    public static void EmitLoadLower(SourceWriter writer, int dimension, string matrix)
    {
        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                writer.Line("double " + S(i, j) + " = " + VectorWidth.Entry(matrix, (i * dimension) + j) + ";");
            }
        }

        writer.Line();
    }

    private static void EmitCholeskyElimination(SourceWriter writer, int dimension)
    {
        for (int j = 0; j < dimension; j++)
        {
            writer.Open("if (!(" + S(j, j) + " > 0.0 && double.IsFinite(" + S(j, j) + ")))");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
            writer.Line("double " + L(j, j) + " = double.Sqrt(" + S(j, j) + ");");
            EmitColumn(writer, dimension, j, L(j, j), share: static (i, k) => L(i, k));
        }
    }

    private static void EmitColumn(SourceWriter writer, int dimension, int k, string pivot, System.Func<int, int, string> share)
    {
        string reciprocal = "r" + Text.Of(k);
        writer.Line("double " + reciprocal + " = 1.0 / " + pivot + ";");
        for (int i = k + 1; i < dimension; i++)
        {
            writer.Line("double " + L(i, k) + " = " + S(i, k) + " * " + reciprocal + ";");
        }

        for (int j = k + 1; j < dimension; j++)
        {
            for (int i = j; i < dimension; i++)
            {
                writer.Line(S(i, j) + " = " + VectorWidth.One.FusedMultiplyAdd("-" + L(i, k), share(j, k), S(i, j)) + ";");
            }
        }

        writer.Line();
    }

    private static void EmitStore(SourceWriter writer, int dimension, bool isLdl)
    {
        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j < dimension; j++)
            {
                string value = j > i ? "0.0" : i == j && isLdl ? S(i, i) : L(i, j);
                writer.Line(VectorWidth.Entry("destination", (i * dimension) + j) + " = " + value + ";");
            }
        }

        writer.Line();
    }

    private static string S(int row, int column) => "s" + Text.Of(row) + "_" + Text.Of(column);

    private static string L(int row, int column) => "l" + Text.Of(row) + "_" + Text.Of(column);
}
