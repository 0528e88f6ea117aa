using System.Collections.Generic;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// The part of a Riccati step between the factorisation and the cost: H ← L⁻¹H, Y = D⁻¹H, K = L⁻ᵀY, with the rows of H in
/// vectors.
/// </summary>
internal static class RiccatiGainEmitter
{
    public static void Emit(SourceWriter writer, ShapeSize size, string name)
    {
        writer.Line("// H ← L⁻¹·H, Y = D⁻¹·H, K = L⁻ᵀ·Y; g holds L and D.");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        writer.Open("private static void " + name + "(ref double g, ref double h, ref double y, ref double gain)");
        EmitStatements(writer, size);
        writer.Close();
        writer.Line();
    }

    private static void EmitStatements(SourceWriter writer, ShapeSize size)
    {
        string fallback = "global::SpanLqr.Shapes.ScalarFallback.RiccatiGain("
            + Text.Of(size.N) + ", " + Text.Of(size.M) + ", ref g, ref h, ref y, ref gain);";
        if (!UnrollPolicy.UnrollsFactor(size.M))
        {
            writer.Line(fallback);
            return;
        }

        for (int j = 0; j < size.M; j++)
        {
            writer.Line("double r" + Text.Of(j) + " = 1.0 / " + VectorWidth.Entry("g", j * (size.M + 1)) + ";");
        }

        writer.Line();
        IReadOnlyList<VectorWidth> tiers = UnrollPolicy.Tiers(writer.Precision, size.N);
        foreach (VectorWidth width in tiers)
        {
            writer.Open((width == tiers[0] ? "if (" : "else if (") + width.IsAccelerated + ")");
            foreach (ColumnBlock block in ColumnBlock.Cut(size.N, width))
            {
                EmitRun(writer, size, block);
            }

            writer.Close();
        }

        if (tiers.Count == 0)
        {
            EmitBlock(writer, size, ColumnBlock.Cut(size.N, writer.Precision.Scalar)[0], "h", "y", "gain");
            return;
        }

        writer.Open("else");
        writer.Line(fallback);
        writer.Close();
    }

    private static void EmitRun(SourceWriter writer, ShapeSize size, ColumnBlock block)
    {
        if (block.Count == 1)
        {
            writer.Open();
            EmitBlock(writer, size, block, "h", "y", "gain");
            writer.Close();
            return;
        }

        writer.Open("for (int j = " + Text.Of(block.Offset) + "; j < " + Text.Of(block.End) + "; j += " + Text.Of(block.Lanes) + ")");
        writer.Line("ref double hj = ref Ref.Add(ref h, j);");
        writer.Line("ref double yj = ref Ref.Add(ref y, j);");
        writer.Line("ref double kj = ref Ref.Add(ref gain, j);");
        EmitBlock(writer, size, block with { Offset = 0 }, "hj", "yj", "kj");
        writer.Close();
    }

    private static void EmitBlock(SourceWriter writer, ShapeSize size, ColumnBlock block, string h, string y, string gain)
    {
        VectorWidth width = block.Width;
        for (int i = 0; i < size.M; i++)
        {
            string row = "h" + Text.Of(i);
            writer.Line("var " + row + " = " + width.Load(h, (i * size.N) + block.Offset, block.Lanes) + ";");
            for (int k = 0; k < i; k++)
            {
                Eliminate(row, (i * size.M) + k, "h" + Text.Of(k));
            }

            width.Store(writer, row, h, (i * size.N) + block.Offset, block.Lanes);
            string scaled = "k" + Text.Of(i);
            writer.Line("var " + scaled + " = " + row + " * " + width.Broadcast("r" + Text.Of(i)) + ";");
            width.Store(writer, scaled, y, (i * size.N) + block.Offset, block.Lanes);
        }

        writer.Line();
        for (int i = size.M - 1; i >= 0; i--)
        {
            for (int k = size.M - 1; k > i; k--)
            {
                Eliminate("k" + Text.Of(i), (k * size.M) + i, "k" + Text.Of(k));
            }

            width.Store(writer, "k" + Text.Of(i), gain, (i * size.N) + block.Offset, block.Lanes);
        }

        void Eliminate(string row, int entry, string other) => writer.Line(
            row + " = " + width.FusedMultiplyAdd(width.Broadcast("-" + VectorWidth.Entry("g", entry)), other, row) + ";");
    }
}
