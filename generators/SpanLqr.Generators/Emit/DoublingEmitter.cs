using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>The two halves of a step of structured doubling, each one method of inlined products.</summary>
internal static class DoublingEmitter
{
    /// <summary>W or U, and the factors of I + W.</summary>
    public static int WorkspaceLength(ShapeSize size) => 2 * size.N * size.N;

    /// <summary>W = GH, V = (I + W)⁻¹A, Y = (I + W)⁻¹G, Δ = A'(HV), H ← H + Δ.</summary>
    public static void EmitCost(SourceWriter writer, ShapeSize size)
    {
        int nn = size.N * size.N;
        writer.Line("ref double factor = ref Ref.Add(ref workspace, " + Text.Of(nn) + ");");
        writer.Line(ProductEmitter.Call(Product.Of("AA", size), "g", "h", "workspace"));
        writer.Open("if (!" + ShiftedSolveEmitter.Name + "(ref workspace, ref a, ref g, ref factor, ref v, ref y))");
        writer.Line("return false;");
        writer.Close();
        writer.Line();
        EmitUpdate(writer, size);
        writer.Line("return true;");
    }

    /// <summary>Δ = A'(HV), H ← H + Δ.</summary>
    public static void EmitUpdate(SourceWriter writer, ShapeSize size)
    {
        writer.Line(ProductEmitter.Call(Product.Of("AA", size), "h", "v", "workspace"));
        writer.Line(ProductEmitter.Call(Product.Of("AtA", size).Symmetric(), "a", "workspace", "step"));
        EmitSum(writer, size.N * size.N);
    }

    /// <summary>G ← G + (AY)A', A⁺ = AV.</summary>
    public static void EmitDynamics(SourceWriter writer, ShapeSize size)
    {
        writer.Line(ProductEmitter.Call(Product.Of("AA", size), "a", "y", "workspace"));
        writer.Line(ProductEmitter.CallAdd(Product.Of("AAt", size).Symmetric(), "workspace", "a", "1.0", "g", "g"));
        writer.Line(ProductEmitter.Call(Product.Of("AA", size), "a", "v", "destination"));
    }

    // Entries without a place: the widest vectors that fit, then the rest.
    private static void EmitSum(SourceWriter writer, int entries)
    {
        int done = 0;
        foreach (VectorWidth width in new[] { writer.Precision.Four, writer.Precision.Four.Half!, writer.Precision.Scalar })
        {
            int end = entries / width.Lanes * width.Lanes;
            if (end - done > 8 * width.Lanes)
            {
                writer.Open("for (int e = " + Text.Of(done) + "; e < " + Text.Of(end) + "; e += " + Text.Of(width.Lanes) + ")");
                writer.Line("ref double entries = ref Ref.Add(ref h, e);");
                width.Store(writer, width.Load("entries", 0, width.Lanes) + " + " + width.Api + ".LoadUnsafe<double>(ref Ref.Add<double>(ref step, e))", "entries", 0, width.Lanes);
                writer.Close();
            }
            else
            {
                for (int e = done; e < end; e += width.Lanes)
                {
                    width.Store(writer, width.Load("h", e, width.Lanes) + " + " + width.Load("step", e, width.Lanes), "h", e, width.Lanes);
                }
            }

            done = end;
        }
    }
}
