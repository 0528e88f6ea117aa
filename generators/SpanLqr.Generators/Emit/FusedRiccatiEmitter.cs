using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// A Riccati step of a small shape with everything in registers, one column block of the state after the other. Same numbers
/// in the same order as the composed step of <see cref="RiccatiStepEmitter"/>, so that every vector width gives the same bits.
/// </summary>
/// <remarks>
/// P is read entry by entry, as broadcast operands: a stage waits for no transpose of the stage before. The factorisation is written first, being the longest chain, and K last. Column blocks go
/// from right to left: the lower triangle of a block needs H'D⁻¹H only of the columns from there on.
/// </remarks>
internal sealed class FusedRiccatiEmitter
{
    private readonly SourceWriter writer;
    private readonly int n;
    private readonly int m;
    private readonly bool isOneMethod;
    private readonly IReadOnlyList<ColumnBlock> stateBlocks;
    private readonly IReadOnlyList<ColumnBlock> inputBlocks;

    private FusedRiccatiEmitter(SourceWriter writer, ShapeSize size, VectorWidth width)
    {
        isOneMethod = UnrollPolicy.FusesInOneMethod(size.N, width);
        this.writer = writer;
        n = size.N;
        m = size.M;
        stateBlocks = ColumnBlock.Separate(n, width);
        inputBlocks = ColumnBlock.Separate(m, UnrollPolicy.FusedRiccatiInputWidth(writer.Precision, n, m, width));
    }

    // The rows of H'Y are scaled by entries of H: in small shapes by a lane of a register, else through memory.
    private bool KeepsH => UnrollPolicy.BroadcastsLanes(n);

    /// <summary>The whole step, as statements of a method that returns whether it succeeded.</summary>
    public static void Emit(SourceWriter writer, ShapeSize size, VectorWidth width)
    {
        var emitter = new FusedRiccatiEmitter(writer, size, width);
        emitter.EmitFactor();
        if (!emitter.KeepsH)
        {
            writer.Line("ref double h = ref workspace;");
        }

        for (int v = emitter.stateBlocks.Count - 1; v >= 0; v--)
        {
            emitter.EmitBlock(v, j => "r" + Text.Of(j), (i, j) => "-l" + Text.Of(i) + "_" + Text.Of(j));
        }

        emitter.EmitStores("destination", 0);
        SymmetryEmitter.EmitMirror(writer, size.N, "destination");
        for (int v = 0; v < emitter.stateBlocks.Count; v++)
        {
            emitter.EmitGain(v, (i, j) => "-l" + Text.Of(i) + "_" + Text.Of(j));
        }

        writer.Line("return true;");
    }

    /// <summary>The step as calls of parts, each small enough for the JIT to keep its vectors in registers.</summary>
    public static void EmitCalls(SourceWriter writer, ShapeSize size, VectorWidth width, string parts)
    {
        var emitter = new FusedRiccatiEmitter(writer, size, width);
        int last = emitter.stateBlocks.Count - 1;
        writer.Line("ref double h = ref workspace;");
        writer.Line("ref double factor = ref Ref.Add(ref h, " + Text.Of(size.N * size.M) + ");");
        if (last > 0)
        {
            writer.Line("ref double later = ref Ref.Add(ref factor, " + Text.Of(size.M * size.M) + ");");
        }

        writer.Open("if (!" + parts + "Factor(ref b, ref r, ref p, ref factor))");
        writer.Line("return false;");
        writer.Close();
        writer.Line();
        for (int v = last; v >= 0; v--)
        {
            // The destination may be P, which the blocks further left still read.
            writer.Line(parts + "Columns" + Text.Of(v) + "(ref a, ref b, ref q, ref s, hasCross, ref p, ref factor, ref h, ref gain, ref "
                + (v > 0 ? "later" : "destination") + ");");
        }

        for (int v = 1; v <= last; v++)
        {
            emitter.EmitMove(v);
        }

        SymmetryEmitter.EmitMirror(writer, size.N, "destination");
        writer.Line("return true;");
    }

    /// <summary>The parts that <see cref="EmitCalls"/> calls.</summary>
    public static void EmitParts(SourceWriter writer, ShapeSize size, VectorWidth width, string parts)
    {
        var emitter = new FusedRiccatiEmitter(writer, size, width);
        writer.Line("// G = R + B'·P·B = L·D·L': L below and 1/d on the diagonal of the factor; false unless D is positive.");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        writer.Open("private static bool " + parts + "Factor(ref double b, ref double r, ref double p, ref double factor)");
        emitter.EmitFactor();
        for (int i = 0; i < size.M; i++)
        {
            for (int j = 0; j < i; j++)
            {
                writer.Line(VectorWidth.Entry("factor", (i * size.M) + j) + " = -l" + Text.Of(i) + "_" + Text.Of(j) + ";");
            }

            writer.Line(VectorWidth.Entry("factor", i * (size.M + 1)) + " = r" + Text.Of(i) + ";");
        }

        writer.Line("return true;");
        writer.Close();
        writer.Line();
        for (int v = 0; v < emitter.stateBlocks.Count; v++)
        {
            ColumnBlock block = emitter.stateBlocks[v];
            writer.Line("// Columns " + Text.Of(block.Offset) + " to " + Text.Of(block.Offset + block.Lanes - 1) + " of H, K and the lower triangle of P⁻.");
            writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
            writer.Open("private static void " + parts + "Columns" + Text.Of(v)
                + "(ref double a, ref double b, ref double q, ref double s, bool hasCross, ref double p, ref double factor, ref double h, ref double gain, ref double destination)");
            Func<int, int, string> factor = (i, j) => VectorWidth.Entry("factor", (i * size.M) + j);
            emitter.EmitBlock(v, j => factor(j, j), factor);
            emitter.EmitStores("destination", v);
            emitter.EmitGain(v, factor);
            writer.Close();
            writer.Line();
        }
    }

    private void EmitFactor()
    {
        writer.Line("// P·B and G = R + B'·(P·B).");
        EmitLoad("b", n, m, inputBlocks);
        for (int v = 0; v < inputBlocks.Count; v++)
        {
            EmitRows("pb", n, inputBlocks[v], v, P, "b");
        }

        for (int v = 0; v < inputBlocks.Count; v++)
        {
            ColumnBlock block = inputBlocks[v];
            for (int i = FirstRow(block); i < m; i++)
            {
                int row = i;
                EmitSum(block.Width, Row("g", i, v), n, k => VectorWidth.Entry("b", (k * m) + row), k => Row("pb", k, v));
                writer.Line(Row("g", i, v) + " += " + block.Width.Load("r", (i * m) + block.Offset, block.Lanes) + ";");
            }
        }

        writer.Line();
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                writer.Line("double s" + Text.Of(i) + "_" + Text.Of(j) + " = " + Lane("g", i, j, inputBlocks) + ";");
            }
        }

        writer.Line();
        writer.Line("// G = L·D·L', r = 1/d.");
        SymmetricFactorEmitter.EmitLdlElimination(writer, m, "!($ > 0.0 && double.IsFinite($) && double.IsFinite(1.0 / $))");
    }

    /// <summary>One column block up to its part of P⁻, which stays in the variables x.</summary>
    private void EmitBlock(int v, Func<int, string> reciprocal, Func<int, int, string> negative)
    {
        ColumnBlock block = stateBlocks[v];
        writer.Line("// P·A and H = B'·(P·A) + S'.");
        EmitLoad("a", n, n, [block], v);
        EmitRows("pa", n, block, v, P, "a");
        EmitRows("h", m, block, v, (j, k) => VectorWidth.Entry("b", (k * m) + j), "pa");
        writer.Open("if (hasCross)");
        for (int j = 0; j < m; j++)
        {
            writer.Line(Row("h", j, v) + " += " + block.Width.Gather("s", (block.Offset * m) + j, m, block.Lanes) + ";");
        }

        writer.Close();
        writer.Line();
        writer.Line("// H ← L⁻¹·H, Y = D⁻¹·H.");
        for (int j = 0; j < m; j++)
        {
            for (int c = 0; c < j; c++)
            {
                writer.Line(Row("h", j, v) + " = " + block.Width.FusedMultiplyAdd(block.Width.Broadcast(negative(j, c)), Row("h", c, v), Row("h", j, v)) + ";");
            }

            writer.Line("var " + Row("y", j, v) + " = " + Row("h", j, v) + " * " + block.Width.Broadcast(reciprocal(j)) + ";");
            if (!KeepsH)
            {
                block.Width.Store(writer, Row("h", j, v), "h", (j * n) + block.Offset, block.Lanes);
            }
        }

        writer.Line();
        writer.Line("// P⁻ = Q + A'·(P·A) − H'·Y, on and below the diagonal.");
        for (int i = FirstStateRow(block); i < n; i++)
        {
            int row = i;
            string x = Row("x", i, v);
            string reduction = Row("z", i, v);
            EmitSum(block.Width, x, n, k => VectorWidth.Entry("a", (k * n) + row), k => Row("pa", k, v));
            EmitSumOf(block.Width, reduction, m, j => HEntry(block.Width, j, row), j => Row("y", j, v));
            writer.Line(x + " = " + x + " + " + block.Width.Load("q", (i * n) + block.Offset, block.Lanes) + " - " + reduction + ";");
        }

        writer.Line();
    }

    /// <summary>Stores x of the block, or of all blocks from a first one on in a step without parts.</summary>
    private void EmitStores(string destination, int first)
    {
        for (int v = isOneMethod ? stateBlocks.Count - 1 : first; v >= first; v--)
        {
            ColumnBlock block = stateBlocks[v];
            for (int i = FirstStateRow(block); i < n; i++)
            {
                // What a whole vector writes beyond its row is written again afterwards.
                int offset = (i * n) + block.Offset;
                block.Width.Store(writer, Row("x", i, v), destination, offset, block.Width.Fits(offset, n * n) && block.Offset == 0 ? block.Width.Lanes : block.Lanes);
            }
        }

        writer.Line();
    }

    private void EmitMove(int v)
    {
        ColumnBlock block = stateBlocks[v];
        for (int i = FirstStateRow(block); i < n; i++)
        {
            int offset = (i * n) + block.Offset;
            block.Width.Store(writer, block.Width.Load("later", offset, block.Lanes), "destination", offset, block.Lanes);
        }

        writer.Line();
    }

    private void EmitGain(int v, Func<int, int, string> negative)
    {
        ColumnBlock block = stateBlocks[v];
        writer.Line("// K = L⁻ᵀ·Y.");
        for (int j = m - 1; j >= 0; j--)
        {
            for (int i = m - 1; i > j; i--)
            {
                writer.Line(Row("y", j, v) + " = " + block.Width.FusedMultiplyAdd(block.Width.Broadcast(negative(i, j)), Row("y", i, v), Row("y", j, v)) + ";");
            }

            block.Width.Store(writer, Row("y", j, v), "gain", (j * n) + block.Offset, block.Lanes);
        }

        writer.Line();
    }

    private void EmitLoad(string matrix, int rows, int cols, IReadOnlyList<ColumnBlock> blocks, int first = 0)
    {
        for (int k = 0; k < rows; k++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                writer.Line("var " + Row(matrix, k, first + v) + " = " + blocks[v].Width.LoadPadded(matrix, (k * cols) + blocks[v].Offset, blocks[v].Lanes, rows * cols) + ";");
            }
        }

        writer.Line();
    }

    private void EmitRows(string result, int rows, ColumnBlock block, int v, Func<int, int, string> left, string right)
    {
        for (int i = 0; i < rows; i++)
        {
            EmitSum(block.Width, Row(result, i, v), n, k => left(i, k), k => Row(right, k, v));
        }

        writer.Line();
    }

    private void EmitSum(VectorWidth width, string sum, int terms, Func<int, string> scalar, Func<int, string> vector) =>
        EmitSumOf(width, sum, terms, k => width.Broadcast(scalar(k)), vector);

    private void EmitSumOf(VectorWidth width, string sum, int terms, Func<int, string> left, Func<int, string> right)
    {
        for (int k = 0; k < terms; k++)
        {
            writer.Line(k == 0
                ? "var " + sum + " = " + left(k) + " * " + right(k) + ";"
                : sum + " = " + width.FusedMultiplyAdd(left(k), right(k), sum) + ";");
        }
    }

    // Where registers are many for the size, entries above the diagonal come from below it: they need not wait for the mirroring
    // of the stage before. In larger steps the JIT would keep what is read twice in a register that it does not have.
    private string P(int i, int k) => VectorWidth.Entry("p", KeepsH ? (Math.Max(i, k) * n) + Math.Min(i, k) : (i * n) + k);

    private string HEntry(VectorWidth width, int row, int column)
    {
        if (!KeepsH)
        {
            return width.Broadcast(VectorWidth.Entry("h", (row * n) + column));
        }

        if (width.Api is null)
        {
            return Row("h", row, column);
        }

        return width.Shuffle(Row("h", row, 0), Enumerable.Repeat(column, width.Lanes));
    }

    // Blocks of one lane skip what lies above the diagonal; a vector computes its whole row.
    private static int FirstRow(ColumnBlock block) => block.Width.Api is null ? block.Offset : 0;

    private static int FirstStateRow(ColumnBlock block) => block.Offset;

    private static string Lane(string matrix, int row, int col, IReadOnlyList<ColumnBlock> blocks)
    {
        int v = 0;
        while (col >= blocks[v].Offset + blocks[v].Lanes)
        {
            v++;
        }

        return blocks[v].Width.Api is { } api
            ? api + ".GetElement(" + Row(matrix, row, v) + ", " + Text.Of(col - blocks[v].Offset) + ")"
            : Row(matrix, row, v);
    }

    private static string Row(string matrix, int row, int block) => matrix + Text.Of(row) + "_" + Text.Of(block);
}
