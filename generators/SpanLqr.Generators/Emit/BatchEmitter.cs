using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// Riccati recursions, one per lane, with P in registers from stage to stage. Written once over the width of a vector and the
/// precision, so it does not come from the catalog.
/// </summary>
/// <remarks>Columns go from right to left: the lower triangle of P⁻ needs H only from the column on.</remarks>
internal sealed class BatchEmitter
{
    private const string Shapes = "global::SpanLqr.Shapes.";
    private const string Parameters = "<TLanes, TVector, T>";
    private const string Sums = "BatchSums";

    private readonly SourceWriter writer;
    private readonly int n;
    private readonly int m;

    private BatchEmitter(SourceWriter writer, ShapeSize size)
    {
        this.writer = writer;
        n = size.N;
        m = size.M;
    }

    public static void Emit(SourceWriter writer, string owner, ShapeSize size)
    {
        string counts = Text.Of(size.N) + " and m = " + Text.Of(size.M);
        writer.Line("// K = (R + B'PB)⁻¹(B'PA + S'), P ← Q + A'PA − (A'PB + S)K in every lane. Here n is " + counts + ".");

        // The constraints of an explicit member are those of the interface. A loop of its own needs no second tier: it is compiled at once.
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Open("void " + owner + "AdvanceRiccati" + Parameters
            + "(int stages, bool hasCross, ref TVector stage, ref TVector recursion, ref T gain, nint gainStride, nint entryStride, ref TVector workspace)");
        if (UnrollPolicy.UnrollsBatch(size.N, size.M))
        {
            new BatchEmitter(writer, size).EmitRecursion();
        }
        else
        {
            writer.Line(Shapes + "BatchLoops.Advance<" + (UnrollPolicy.UnrollsBatchSums(size.N) ? Sums : Shapes + "LoopSums") + ", TLanes, TVector, T>(" + Text.Of(size.N) + ", " + Text.Of(size.M)
                + ", stages, hasCross, ref stage, ref recursion, ref gain, gainStride, entryStride, ref workspace);");
        }

        writer.Close();
        writer.Line();
        if (!UnrollPolicy.UnrollsBatch(size.N, size.M) && UnrollPolicy.UnrollsBatchSums(size.N))
        {
            EmitSums(writer, size.N);
        }
    }

    /// <summary>Sums of n products, one row after the other, with x in registers: rows do not wait for each other.</summary>
    private static void EmitSums(SourceWriter writer, int n)
    {
        writer.Open("private readonly struct " + Sums + " : " + Shapes + "IBatchSums");
        writer.Line("// Σ_k a_ik·x_k for some rows; here k < " + Text.Of(n) + ".");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Open("static void " + Shapes + "IBatchSums.Sum" + Parameters + "(int rows, int inner, ref TVector a, ref TVector x, ref TVector sums)");
        for (int k = 0; k < n; k++)
        {
            writer.Line("TVector x" + Text.Of(k) + " = " + VectorWidth.Place("x", k) + ";");
        }

        writer.Open("for (int i = 0; i < rows; i++)");
        for (int k = 0; k < n; k++)
        {
            writer.Line(k == 0 ? "TVector sum = TLanes.Multiply(a, x0);"
                : "sum = TLanes.FusedMultiplyAdd(" + VectorWidth.Place("a", k) + ", x" + Text.Of(k) + ", sum);");
        }

        writer.Line("Ref.Add(ref sums, i) = sum;");
        writer.Line("a = ref Ref.Add(ref a, " + Text.Of(n) + ");");
        writer.Close();
        writer.Close();
        writer.Close();
        writer.Line();
    }

    private int Input => n * n;

    private int StateWeight => Input + (n * m);

    private int InputWeight => StateWeight + Triangle(n);

    private int CrossWeight => InputWeight + Triangle(m);

    private void EmitRecursion()
    {
        writer.Line("TVector one = TLanes.Broadcast(T.One);");
        for (int k = 0; k < Triangle(n); k++)
        {
            writer.Line("TVector p" + Text.Of(k) + " = " + VectorWidth.Place("recursion", k) + ";");
        }

        writer.Line("TVector succeeded = " + VectorWidth.Place("recursion", Triangle(n)) + ";");
        writer.Line("TVector pivot = " + VectorWidth.Place("recursion", Triangle(n) + 1) + ";");
        writer.Line("TVector valid = " + VectorWidth.Place("recursion", Triangle(n) + 2) + ";");
        writer.Open("for (int t = 0; t < stages; t++)");
        EmitFactor();
        for (int j = n - 1; j >= 0; j--)
        {
            EmitColumn(j);
        }

        for (int k = 0; k < Triangle(n); k++)
        {
            writer.Line("p" + Text.Of(k) + " = x" + Text.Of(k) + ";");
        }

        writer.Line("gain = ref Ref.Subtract(ref gain, gainStride);");
        writer.Close();
        for (int k = 0; k < Triangle(n); k++)
        {
            writer.Line(VectorWidth.Place("recursion", k) + " = p" + Text.Of(k) + ";");
        }

        writer.Line(VectorWidth.Place("recursion", Triangle(n)) + " = succeeded;");
        writer.Line(VectorWidth.Place("recursion", Triangle(n) + 1) + " = pivot;");
        writer.Line(VectorWidth.Place("recursion", Triangle(n) + 2) + " = valid;");
    }

    private void EmitFactor()
    {
        writer.Line("// P·B and G = R + B'·(P·B) = L·D·L', r = 1/d.");
        for (int c = 0; c < m; c++)
        {
            for (int i = 0; i < n; i++)
            {
                EmitSum(Entry("pb", i, c), n, k => P(i, k), k => B(k, c));
            }
        }

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                EmitSum(Entry("g", i, j), n, k => B(k, i), k => Entry("pb", k, j));
                writer.Line(Entry("g", i, j) + " = TLanes.Add(" + Entry("g", i, j) + ", " + Stage(InputWeight + Lower(i, j)) + ");");
            }
        }

        for (int k = 0; k < m; k++)
        {
            string reciprocal = "r" + Text.Of(k);
            writer.Line("TVector " + reciprocal + " = TLanes.Divide(one, " + Entry("g", k, k) + ");");
            writer.Line(Shapes + "BatchLoops.Judge" + Parameters + "(" + Entry("g", k, k) + ", " + reciprocal + ", ref valid, ref pivot);");
            for (int i = k + 1; i < m; i++)
            {
                writer.Line("TVector " + Entry("l", i, k) + " = TLanes.Multiply(" + Entry("g", i, k) + ", " + reciprocal + ");");
            }

            for (int j = k + 1; j < m; j++)
            {
                for (int i = j; i < m; i++)
                {
                    EmitEliminate(Entry("g", i, j), Entry("l", i, k), Entry("g", j, k));
                }
            }
        }

        writer.Line("succeeded = TLanes.Add(succeeded, TLanes.And(valid, one));");
    }

    private void EmitColumn(int j)
    {
        writer.Line("// Column " + Text.Of(j) + " of P·A, of H = L⁻¹(B'·(P·A) + S'), of P⁻ = Q + A'·(P·A) − H'D⁻¹H and of K = L⁻ᵀD⁻¹H.");
        for (int i = 0; i < n; i++)
        {
            EmitSum(Entry("pa", i, j), n, k => P(i, k), k => Stage((j * n) + k));
        }

        for (int c = 0; c < m; c++)
        {
            EmitSum(Entry("h", c, j), n, k => B(k, c), k => Entry("pa", k, j));
        }

        writer.Open("if (hasCross)");
        for (int c = 0; c < m; c++)
        {
            writer.Line(Entry("h", c, j) + " = TLanes.Add(" + Entry("h", c, j) + ", " + Stage(CrossWeight + (j * m) + c) + ");");
        }

        writer.Close();
        for (int c = 0; c < m; c++)
        {
            for (int k = 0; k < c; k++)
            {
                EmitEliminate(Entry("h", c, j), Entry("l", c, k), Entry("h", k, j));
            }

            writer.Line("TVector " + Entry("y", c, j) + " = TLanes.Multiply(" + Entry("h", c, j) + ", r" + Text.Of(c) + ");");
        }

        for (int i = n - 1; i >= j; i--)
        {
            string x = "x" + Text.Of(Lower(i, j));
            int row = i;
            EmitSum(x, n, k => Stage((row * n) + k), k => Entry("pa", k, j));
            EmitSum(Entry("z", i, j), m, c => Entry("h", c, row), c => Entry("y", c, j));
            writer.Line(x + " = TLanes.Subtract(TLanes.Add(" + x + ", " + Stage(StateWeight + Lower(i, j)) + "), " + Entry("z", i, j) + ");");
        }

        for (int c = m - 1; c >= 0; c--)
        {
            for (int k = m - 1; k > c; k--)
            {
                EmitEliminate(Entry("y", c, j), Entry("l", k, c), Entry("y", k, j));
            }

            writer.Line("TLanes.Store(" + Entry("y", c, j) + ", ref Ref.Add(ref gain, " + Text.Of((c * n) + j) + " * entryStride));");
        }
    }

    private void EmitSum(string sum, int terms, System.Func<int, string> left, System.Func<int, string> right)
    {
        for (int k = 0; k < terms; k++)
        {
            writer.Line(k == 0
                ? "TVector " + sum + " = TLanes.Multiply(" + left(k) + ", " + right(k) + ");"
                : sum + " = TLanes.FusedMultiplyAdd(" + left(k) + ", " + right(k) + ", " + sum + ");");
        }
    }

    private void EmitEliminate(string entry, string left, string right) =>
        writer.Line(entry + " = TLanes.FusedMultiplyAdd(TLanes.Negate(" + left + "), " + right + ", " + entry + ");");

    private string B(int row, int column) => Stage(Input + (column * n) + row);

    private static string P(int i, int k) => "p" + Text.Of(i >= k ? Lower(i, k) : Lower(k, i));

    private static string Stage(int offset) => VectorWidth.Place("stage", offset);

    private static string Entry(string matrix, int row, int column) => matrix + Text.Of(row) + "_" + Text.Of(column);

    private static int Lower(int i, int j) => Triangle(i) + j;

    private static int Triangle(int order) => order * (order + 1) / 2;
}
