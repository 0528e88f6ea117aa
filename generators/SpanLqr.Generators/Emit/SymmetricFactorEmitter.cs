using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// Cholesky and LDL' factorisations: the smallest with the lower triangle in scalar registers, the others column by column.
/// </summary>
/// <remarks>
/// Order, for both and for every implementation of the contract: s_ij starts as a_ij and takes fma(−l_ik, s_jk, s_ij) for
/// k = 0..j−1 ascending; l_ij = s_ij·(1/d_j) with d_j = s_jj. Cholesky scales at the end, by √d_j: a root in between would
/// double the critical path of a column, which is a reciprocal, a product and a fused multiply-add.
/// </remarks>
internal static class SymmetricFactorEmitter
{
    public static void EmitCholesky(SourceWriter writer, int dimension, char letter, string matrix) =>
        Emit(writer, dimension, letter, matrix, "CholeskyFactor", isLdl: false);

    public static void EmitLdl(SourceWriter writer, int dimension, char letter, string matrix) =>
        Emit(writer, dimension, letter, matrix, "LdlFactor", isLdl: true);

    /// <summary>The part that both factorisations of a larger matrix share, as a method of its own.</summary>
    public static void EmitShared(SourceWriter writer, int dimension, char letter, string matrix)
    {
        if (!UnrollPolicy.UnrollsFactor(dimension) || !UnrollPolicy.FactorsByColumns(dimension))
        {
            return;
        }

        writer.Line("// L·D·L' below and on the diagonal; what is above is scratch. False where a pivot will not do.");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        writer.Open("private static bool Columns" + letter + "(ref double " + matrix + ", bool positive, ref double destination)");
        EmitColumns(writer, dimension, matrix, "!double.IsFinite($) || !double.IsFinite(1.0 / $) || (positive && !($ > 0.0))");
        writer.Line("return true;");
        writer.Close();
        writer.Line();
    }

    /// <summary>Eliminates scalars <c>s{i}_{j}</c> of an LDL' factorisation in place, leaving <c>l{i}_{j}</c> and <c>r{j}</c> = 1/d_j.</summary>
    public static void EmitLdlElimination(SourceWriter writer, int dimension, string failure)
    {
        for (int j = 0; j < dimension; j++)
        {
            writer.Open("if (" + failure.Replace("$", S(j, j)) + ")");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
            EmitColumn(writer, dimension, j);
        }
    }

    private static void Emit(SourceWriter writer, int dimension, char letter, string matrix, string fallback, bool isLdl)
    {
        if (!UnrollPolicy.UnrollsFactor(dimension))
        {
            writer.Line("return global::SpanLqr.Shapes.ScalarFallback." + fallback
                + "(" + Text.Of(dimension) + ", ref " + matrix + ", ref destination);");
            return;
        }

        if (UnrollPolicy.FactorsByColumns(dimension))
        {
            writer.Open("if (!Columns" + letter + "(ref " + matrix + ", " + (isLdl ? "false" : "true") + ", ref destination))");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
            EmitFinish(writer, dimension, isLdl);
        }
        else
        {
            EmitLoadLower(writer, dimension, matrix);
            EmitLdlElimination(
                writer, dimension, isLdl ? "!double.IsFinite($) || !double.IsFinite(1.0 / $)" : "!($ > 0.0 && double.IsFinite($) && double.IsFinite(1.0 / $))");
            EmitStore(writer, dimension, isLdl);
        }

        writer.Line("return true;");
    }

    /// <summary>
    /// Column j from the columns before it. The destination holds l below the diagonal and, until the end, s above it; the
    /// entries of row j of s are in registers, negated, so that those of l are operands in memory.
    /// </summary>
    private static void EmitColumns(SourceWriter writer, int dimension, string matrix, string failure)
    {
        string n = Text.Of(dimension);
        for (int j = 0; j < dimension; j++)
        {
            writer.Open();
            for (int k = 0; k < j; k++)
            {
                writer.Line("double t" + Text.Of(k) + " = -" + VectorWidth.Entry("destination", (k * dimension) + j) + ";");
            }

            EmitEntry(writer, j, "d", VectorWidth.Entry(matrix, j * (dimension + 1)), k => VectorWidth.Entry("destination", (j * dimension) + k));
            writer.Open("if (" + failure.Replace("$", "d") + ")");
            writer.Line("return false;");
            writer.Close();
            writer.Line();
            writer.Line(VectorWidth.Entry("destination", j * (dimension + 1)) + " = d;");
            if (j < dimension - 1)
            {
                writer.Line("double reciprocal = 1.0 / d;");
                writer.Open("for (int i = " + Text.Of(j + 1) + "; i < " + n + "; i++)");
                writer.Line("ref double l = ref Ref.Add(ref destination, " + n + " * i);");
                EmitEntry(writer, j, "s", "Ref.Add(ref " + matrix + ", " + n + " * i + " + Text.Of(j) + ")", k => VectorWidth.Entry("l", k));
                writer.Line("Ref.Add(ref destination, " + Text.Of(j * dimension) + " + i) = s;");
                writer.Line(VectorWidth.Entry("l", j) + " = s * reciprocal;");
                writer.Close();
            }

            writer.Close();
            writer.Line();
        }
    }

    private static void EmitEntry(SourceWriter writer, int terms, string name, string start, System.Func<int, string> l)
    {
        writer.Line("double " + name + " = " + start + ";");
        for (int k = 0; k < terms; k++)
        {
            writer.Line(name + " = " + writer.Precision.Scalar.FusedMultiplyAdd(l(k), "t" + Text.Of(k), name) + ";");
        }
    }

    /// <summary>Zeros above the diagonal; for Cholesky columns times the roots of their pivots.</summary>
    private static void EmitFinish(SourceWriter writer, int dimension, bool isLdl)
    {
        for (int k = 0; k < dimension && !isLdl; k++)
        {
            writer.Line("double c" + Text.Of(k) + " = double.Sqrt(" + VectorWidth.Entry("destination", k * (dimension + 1)) + ");");
        }

        VectorWidth width = writer.Precision.Four;
        for (int start = 0; start < dimension; start += width.Lanes)
        {
            int end = System.Math.Min(start + width.Lanes, dimension);
            if (!isLdl && end < dimension)
            {
                writer.Line("var v" + Text.Of(start) + " = " + width.Api + ".Create(c" + Text.Of(start) + ", c" + Text.Of(start + 1) + ", c" + Text.Of(start + 2) + ", c" + Text.Of(start + 3) + ");");
            }

            for (int i = 0; i < dimension; i++)
            {
                int offset = (i * dimension) + start;
                if (i >= end)
                {
                    if (!isLdl)
                    {
                        width.Store(writer, width.Load("destination", offset, width.Lanes) + " * v" + Text.Of(start), "destination", offset, width.Lanes);
                    }
                }
                else if (i < start)
                {
                    width.Store(writer, width.Broadcast("0.0"), "destination", offset, end - start);
                }
                else
                {
                    EmitFinishDiagonal(writer, dimension, i, start, end, isLdl);
                }
            }
        }

        writer.Line();
    }

    private static void EmitFinishDiagonal(SourceWriter writer, int dimension, int i, int start, int end, bool isLdl)
    {
        for (int k = start; k < end; k++)
        {
            string entry = VectorWidth.Entry("destination", (i * dimension) + k);
            if (k > i)
            {
                writer.Line(entry + " = 0.0;");
            }
            else if (!isLdl)
            {
                writer.Line(entry + (k == i ? " = c" : " *= c") + Text.Of(k) + ";");
            }
        }
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

    private static void EmitColumn(SourceWriter writer, int dimension, int k)
    {
        string reciprocal = "r" + Text.Of(k);
        writer.Line("double " + reciprocal + " = 1.0 / " + S(k, k) + ";");
        for (int i = k + 1; i < dimension; i++)
        {
            writer.Line("double " + L(i, k) + " = " + S(i, k) + " * " + reciprocal + ";");
        }

        for (int j = k + 1; j < dimension; j++)
        {
            for (int i = j; i < dimension; i++)
            {
                writer.Line(S(i, j) + " = " + writer.Precision.Scalar.FusedMultiplyAdd("-" + L(i, k), S(j, k), S(i, j)) + ";");
            }
        }

        writer.Line();
    }

    private static void EmitStore(SourceWriter writer, int dimension, bool isLdl)
    {
        for (int k = 0; k < dimension && !isLdl; k++)
        {
            writer.Line("double c" + Text.Of(k) + " = double.Sqrt(" + S(k, k) + ");");
        }

        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j < dimension; j++)
            {
                string value = j > i ? "0.0"
                    : i == j ? isLdl ? S(i, i) : "c" + Text.Of(i)
                    : isLdl ? L(i, j) : L(i, j) + " * c" + Text.Of(j);
                writer.Line(VectorWidth.Entry("destination", (i * dimension) + j) + " = " + value + ";");
            }
        }

        writer.Line();
    }

    private static string S(int row, int column) => "s" + Text.Of(row) + "_" + Text.Of(column);

    private static string L(int row, int column) => "l" + Text.Of(row) + "_" + Text.Of(column);
}
