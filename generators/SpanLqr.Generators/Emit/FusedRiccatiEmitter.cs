using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// A Riccati step of a small shape as one piece of code, all of it in registers. Same numbers in the same order as the
/// composed step of <see cref="RiccatiStepEmitter"/>, so that every vector width gives the same bits.
/// </summary>
/// <remarks>
/// P is only read from its lower triangle, entry by entry, as broadcast operands: a stage waits for no mirroring and no
/// transpose of the stage before. The factorisation is written first, being the longest chain, and K last.
/// </remarks>
internal sealed class FusedRiccatiEmitter
{
    private readonly SourceWriter writer;
    private readonly int n;
    private readonly int m;
    private readonly IReadOnlyList<ColumnBlock> stateBlocks;
    private readonly IReadOnlyList<ColumnBlock> inputBlocks;

    private FusedRiccatiEmitter(SourceWriter writer, ShapeSize size)
    {
        this.writer = writer;
        n = size.N;
        m = size.M;
        stateBlocks = Blocks(n, UnrollPolicy.FusedRiccatiWidth(n));
        inputBlocks = Blocks(m, UnrollPolicy.FusedRiccatiInputWidth(n, m));
    }

    public static void Emit(SourceWriter writer, ShapeSize size)
    {
        var emitter = new FusedRiccatiEmitter(writer, size);
        emitter.EmitFactor();
        emitter.EmitProducts();
        emitter.EmitElimination();
        emitter.EmitCostToGo();
        emitter.EmitGain();
        writer.Line("return true;");
    }

    private void EmitFactor()
    {
        writer.Line("// P·B and G = R + B'·(P·B).");
        EmitLoad("b", n, m, inputBlocks);
        EmitRows("pb", n, inputBlocks, P, "b");
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

    private void EmitProducts()
    {
        writer.Line("// P·A and H = B'·(P·A) + S'.");
        EmitLoad("a", n, n, stateBlocks);
        EmitRows("pa", n, stateBlocks, P, "a");
        EmitRows("h", m, stateBlocks, (j, k) => VectorWidth.Entry("b", (k * m) + j), "pa");
        writer.Open("if (hasCross)");
        for (int j = 0; j < m; j++)
        {
            for (int v = 0; v < stateBlocks.Count; v++)
            {
                ColumnBlock block = stateBlocks[v];
                writer.Line(Row("h", j, v) + " += " + block.Width.Gather("s", (block.Offset * m) + j, m, block.Lanes) + ";");
            }
        }

        writer.Close();
        writer.Line();
    }

    private void EmitElimination()
    {
        writer.Line("// H ← L⁻¹·H, Y = D⁻¹·H.");
        for (int j = 0; j < m; j++)
        {
            for (int v = 0; v < stateBlocks.Count; v++)
            {
                VectorWidth width = stateBlocks[v].Width;
                for (int c = 0; c < j; c++)
                {
                    string l = width.Broadcast("-l" + Text.Of(j) + "_" + Text.Of(c));
                    writer.Line(Row("h", j, v) + " = " + width.FusedMultiplyAdd(l, Row("h", c, v), Row("h", j, v)) + ";");
                }

                writer.Line("var " + Row("y", j, v) + " = " + Row("h", j, v) + " * " + width.Broadcast("r" + Text.Of(j)) + ";");
            }
        }

        writer.Line();
    }

    private void EmitCostToGo()
    {
        writer.Line("// P⁻ = Q + A'·(P·A) − H'·Y: the lower triangle, then its mirror image.");
        for (int i = 0; i < n; i++)
        {
            int row = i;
            for (int v = 0; v < stateBlocks.Count && stateBlocks[v].Offset <= i; v++)
            {
                ColumnBlock block = stateBlocks[v];
                string x = Row("x", i, v);
                string reduction = Row("z", i, v);
                EmitSum(block.Width, x, n, k => VectorWidth.Entry("a", (k * n) + row), k => Row("pa", k, v));
                EmitSumOf(block.Width, reduction, m, j => BroadcastLane(block.Width, j, row), j => Row("y", j, v));
                writer.Line(x + " = " + x + " + " + block.Width.Load("q", (i * n) + block.Offset, block.Lanes) + " - " + reduction + ";");
            }
        }

        writer.Line();
        for (int i = 0; i < n; i++)
        {
            for (int v = 0; v < stateBlocks.Count && stateBlocks[v].Offset <= i; v++)
            {
                stateBlocks[v].Width.Store(writer, Row("x", i, v), "destination", (i * n) + stateBlocks[v].Offset, stateBlocks[v].Lanes);
            }
        }

        for (int i = 1; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                writer.Line(VectorWidth.Entry("destination", (j * n) + i) + " = " + Lane("x", i, j, stateBlocks) + ";");
            }
        }

        writer.Line();
    }

    private void EmitGain()
    {
        writer.Line("// K = L⁻ᵀ·Y.");
        for (int j = m - 1; j >= 0; j--)
        {
            for (int v = 0; v < stateBlocks.Count; v++)
            {
                ColumnBlock block = stateBlocks[v];
                for (int i = m - 1; i > j; i--)
                {
                    string l = block.Width.Broadcast("-l" + Text.Of(i) + "_" + Text.Of(j));
                    writer.Line(Row("y", j, v) + " = " + block.Width.FusedMultiplyAdd(l, Row("y", i, v), Row("y", j, v)) + ";");
                }

                block.Width.Store(writer, Row("y", j, v), "gain", (j * n) + block.Offset, block.Lanes);
            }
        }

        writer.Line();
    }

    private void EmitLoad(string matrix, int rows, int cols, IReadOnlyList<ColumnBlock> blocks)
    {
        for (int k = 0; k < rows; k++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                writer.Line("var " + Row(matrix, k, v) + " = " + blocks[v].Width.LoadPadded(matrix, (k * cols) + blocks[v].Offset, blocks[v].Lanes, rows * cols) + ";");
            }
        }

        writer.Line();
    }

    private void EmitRows(string result, int rows, IReadOnlyList<ColumnBlock> blocks, System.Func<int, int, string> left, string right)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int v = 0; v < blocks.Count; v++)
            {
                EmitSum(blocks[v].Width, Row(result, i, v), n, k => left(i, k), k => Row(right, k, v));
            }
        }

        writer.Line();
    }

    private void EmitSum(VectorWidth width, string sum, int terms, System.Func<int, string> scalar, System.Func<int, string> vector) =>
        EmitSumOf(width, sum, terms, k => width.Broadcast(scalar(k)), vector);

    private void EmitSumOf(VectorWidth width, string sum, int terms, System.Func<int, string> left, System.Func<int, string> right)
    {
        for (int k = 0; k < terms; k++)
        {
            writer.Line(k == 0
                ? "var " + sum + " = " + left(k) + " * " + right(k) + ";"
                : sum + " = " + width.FusedMultiplyAdd(left(k), right(k), sum) + ";");
        }
    }

    // P is symmetric; only the entries on and below its diagonal are read.
    private string P(int i, int k) => VectorWidth.Entry("p", (System.Math.Max(i, k) * n) + System.Math.Min(i, k));

    private string BroadcastLane(VectorWidth width, int row, int lane)
    {
        if (width.Api is null)
        {
            return Row("h", row, lane);
        }

        string index = string.Join(", ", Enumerable.Repeat(Text.Of(lane) + "L", width.Lanes));
        return width.Api + ".Shuffle(" + Row("h", row, 0) + ", " + width.Api + ".Create(" + index + "))";
    }

    // Blocks of one lane skip what lies above the diagonal; a vector computes its whole row.
    private static int FirstRow(ColumnBlock block) => block.Width.Api is null ? block.Offset : 0;

    private static string Lane(string matrix, int row, int col, IReadOnlyList<ColumnBlock> blocks) => blocks[0].Width.Api is { } api
        ? api + ".GetElement(" + Row(matrix, row, 0) + ", " + Text.Of(col) + ")"
        : Row(matrix, row, col);

    private static string Row(string matrix, int row, int block) => matrix + Text.Of(row) + "_" + Text.Of(block);

    private static IReadOnlyList<ColumnBlock> Blocks(int columns, VectorWidth width) =>
    [
        .. ColumnBlock.Cut(columns, width).SelectMany(static run => Enumerable.Range(0, run.Count)
            .Select(index => run with { Offset = run.Offset + (index * run.Lanes), Count = 1 })),
    ];
}
