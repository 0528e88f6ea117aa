using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// The solve of a large factor: loops over rows, one row of a column block in a register. Same order as
/// <see cref="SolveEmitter"/>, whose unrolled form would fill pages from here on.
/// </summary>
internal static class RolledSolveEmitter
{
    /// <summary>One column block of right side and destination, which start at the named references.</summary>
    public static void EmitBlock(
        SourceWriter writer, SolveKind kind, int dimension, int columns, ColumnBlock block, string rhs, string destination)
    {
        string n = Text.Of(dimension);
        writer.Open("for (int i = 0; i < " + n + "; i++)");
        Begin(rhs);
        writer.Open("for (int k = 0; k < i; k++)");
        Eliminate("Ref.Add(ref factor, " + n + " * i + k)");
        writer.Close();
        writer.Line();
        if (kind == SolveKind.Cholesky)
        {
            Scale();
        }

        End();
        writer.Line();
        writer.Open("for (int i = " + Text.Of(dimension - 1) + "; i >= 0; i--)");
        Begin(destination);
        if (kind == SolveKind.Ldl)
        {
            Scale();
        }

        writer.Open("for (int k = " + Text.Of(dimension - 1) + "; k > i; k--)");
        Eliminate(kind == SolveKind.Lu ? "Ref.Add(ref factor, " + n + " * i + k)" : "Ref.Add(ref factor, " + n + " * k + i)");
        writer.Close();
        writer.Line();
        if (kind != SolveKind.Ldl)
        {
            Scale();
        }

        End();

        string Row(string matrix, string index) =>
            "ref Ref.Add(ref " + matrix + ", " + Text.Of(columns) + " * " + index + (block.Offset == 0 ? "" : " + " + Text.Of(block.Offset)) + ")";

        void Begin(string source)
        {
            writer.Line("ref double source = " + Row(source, "i") + ";");
            writer.Line("var row = " + block.Width.Load("source", 0, block.Lanes) + ";");
        }

        void Eliminate(string entry)
        {
            writer.Line("ref double other = " + Row(destination, "k") + ";");
            writer.Line("row = " + block.Width.FusedMultiplyAdd(block.Width.Broadcast("-" + entry), block.Width.Load("other", 0, block.Lanes), "row") + ";");
        }

        void Scale() => writer.Line("row *= " + block.Width.Broadcast("1.0 / Ref.Add(ref factor, " + Text.Of(dimension + 1) + " * i)") + ";");

        void End()
        {
            writer.Line("ref double target = " + Row(destination, "i") + ";");
            block.Width.Store(writer, "row", "target", 0, block.Lanes);
            writer.Close();
        }
    }
}
