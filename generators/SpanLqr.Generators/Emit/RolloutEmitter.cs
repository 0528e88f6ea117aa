using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// Rollouts of a closed loop, one per lane, with the state in registers from step to step. Written once over the width of a vector
/// and the precision, so it does not come from the catalog.
/// </summary>
internal static class RolloutEmitter
{
    private const string Shapes = "global::SpanLqr.Shapes.";
    private const string Parameters = "<TLanes, TVector, T, TEntries, TNoise>";

    public static void Emit(SourceWriter writer, string owner, int n)
    {
        writer.Line("// sum ← sum + x'Mx + 2g'x, x ← Fx + c + Lz in every lane. Here n is " + Text.Of(n) + "; about " + Text.Of((3 * n * n) + (7 * n)) + " flops a step.");
        if (!UnrollPolicy.UnrollsRollout(n))
        {
            EmitHead(writer, owner);
            writer.Line(
                Shapes + "RolloutLoops.Advance" + Parameters + "(" + Text.Of(n) + ", steps, ref loop, ref noise, ref state, ref Ref.Add(ref state, "
                + Text.Of(n) + "), ref sum);");
            writer.Close();
            writer.Line();
            return;
        }

        EmitHead(writer, owner);
        for (int i = 0; i < n; i++)
        {
            writer.Line("TVector x" + Text.Of(i) + " = " + VectorWidth.Place("state", i) + ";");
        }

        writer.Line("TVector total = sum;");
        writer.Open("for (int t = 0; t < steps; t++)");
        EmitCost(writer, n);
        EmitStep(writer, n);
        writer.Line("noise = ref Ref.Add(ref noise, " + Text.Of(n) + " * TLanes.Count);");
        writer.Close();
        for (int i = 0; i < n; i++)
        {
            writer.Line(VectorWidth.Place("state", i) + " = x" + Text.Of(i) + ";");
        }

        writer.Line("sum = total;");
        writer.Close();
        writer.Line();
    }

    private static void EmitHead(SourceWriter writer, string owner)
    {
        // The constraints of an explicit member are those of the interface. A loop of its own needs no second tier: it is compiled at once.
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Open("void " + owner + "AdvanceRollouts" + Parameters + "(int steps, ref T loop, ref T noise, ref TVector state, ref TVector sum)");
    }

    private static void EmitCost(SourceWriter writer, int n)
    {
        int cost = (n * n) + n, linear = cost + (n * (n + 1) / 2);
        for (int i = 0; i < n; i++)
        {
            string slope = "q" + Text.Of(i);
            writer.Line("TVector " + slope + " = " + At(linear + i) + ";");
            for (int j = i; j < n; j++, cost++)
            {
                EmitAdd(writer, slope, At(cost), "x" + Text.Of(j));
            }

            EmitAdd(writer, "total", slope, "x" + Text.Of(i));
        }
    }

    private static void EmitStep(SourceWriter writer, int n)
    {
        int diagonal = (n * n) + n + (n * (n + 1) / 2) + n, triangular = diagonal;
        for (int i = 0; i < n; i++)
        {
            string next = "y" + Text.Of(i);
            writer.Line("TVector " + next + " = " + At((n * n) + i) + ";");
            writer.Open("if (TNoise.RowLength(" + Text.Of(i) + ") == " + Text.Of(i + 1) + ")");
            for (int j = 0; j <= i; j++, triangular++)
            {
                EmitAdd(writer, next, At(triangular), Noise(j));
            }

            writer.Close();
            if (i > 0)
            {
                writer.Open("else if (TNoise.RowLength(" + Text.Of(i) + ") == 1)");
                EmitAdd(writer, next, At(diagonal + i), Noise(i));
                writer.Close();
            }

            for (int j = 0; j < n; j++)
            {
                EmitAdd(writer, next, At((i * n) + j), "x" + Text.Of(j));
            }
        }

        for (int i = 0; i < n; i++)
        {
            writer.Line("x" + Text.Of(i) + " = y" + Text.Of(i) + ";");
        }
    }

    private static void EmitAdd(SourceWriter writer, string sum, string left, string right) =>
        writer.Line(sum + " = TLanes.FusedMultiplyAdd(" + left + ", " + right + ", " + sum + ");");

    private static string At(int index) => "TEntries.At(ref loop, " + Text.Of(index) + ")";

    private static string Noise(int component) => "TLanes.Load(ref Ref.Add(ref noise, " + Text.Of(component) + " * TLanes.Count))";
}
