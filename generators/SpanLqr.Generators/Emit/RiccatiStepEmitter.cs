using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>
/// One stage of the Riccati recursion, put together from the shape's own products:
/// G = R + B'PB = L·D·L', H = L⁻¹(B'PA + S'), P⁻ = Q + A'PA − H'D⁻¹H, K = L⁻ᵀD⁻¹H.
/// </summary>
/// <remarks>
/// The reduction H'D⁻¹H takes away a square, so rounding cannot make it lopsided; and the factorisation needs only
/// P·B, so it runs first, beside the long products, with K last and off the critical path. Every part is a method of
/// its own where it is large: the JIT gives up on large methods, and allocates registers better in small ones.
/// </remarks>
internal static class RiccatiStepEmitter
{
    private const string Parts = "RiccatiStep";

    /// <summary>P·A, P·B, the factor of G, H and D⁻¹H.</summary>
    public static int WorkspaceLength(ShapeSize size) => (size.N * size.N) + (3 * size.N * size.M) + (size.M * size.M);

    public static void EmitBody(SourceWriter writer, ShapeSize size)
    {
        IReadOnlyList<VectorWidth> widths = UnrollPolicy.FusedRiccatiWidths(writer.Precision, size.N);
        if (!UnrollPolicy.FusesRiccati(size.N, size.M))
        {
            EmitCalls(writer, size);
            return;
        }

        if (widths[0].Api is null)
        {
            FusedRiccatiEmitter.Emit(writer, size, widths[0]);
            return;
        }

        foreach (VectorWidth width in widths)
        {
            writer.Open((width == widths[0] ? "if (" : "else if (") + width.IsAccelerated + ")");
            if (UnrollPolicy.FusesInOneMethod(size.N, width))
            {
                FusedRiccatiEmitter.Emit(writer, size, width);
            }
            else
            {
                FusedRiccatiEmitter.EmitCalls(writer, size, width, Parts + width.Api);
            }

            writer.Close();
        }

        writer.Open("else");
        EmitCalls(writer, size);
        writer.Close();
    }

    private static void EmitCalls(SourceWriter writer, ShapeSize size)
    {
        int n = size.N;
        int m = size.M;
        writer.Line("ref double pa = ref workspace;");
        writer.Line("ref double pb = ref Ref.Add(ref pa, " + Text.Of(n * n) + ");");
        writer.Line("ref double g = ref Ref.Add(ref pb, " + Text.Of(n * m) + ");");
        writer.Line("ref double h = ref Ref.Add(ref g, " + Text.Of(m * m) + ");");
        writer.Line("ref double y = ref Ref.Add(ref h, " + Text.Of(m * n) + ");");
        writer.Open("if (!" + Parts + "Factor(ref b, ref r, ref p, ref pb, ref g))");
        writer.Line("return false;");
        writer.Close();
        writer.Line();
        writer.Line(Parts + "Products(ref a, ref b, ref s, hasCross, ref p, ref pa, ref h);");
        writer.Line(Parts + "Gain(ref g, ref h, ref y, ref gain);");
        writer.Line(Parts + "CostToGo(ref a, ref q, ref pa, ref h, ref y, ref destination);");
        writer.Line("return true;");
    }

    public static void EmitParts(SourceWriter writer, ShapeSize size)
    {
        if (UnrollPolicy.FusesRiccati(size.N, size.M))
        {
            IReadOnlyList<VectorWidth> widths = UnrollPolicy.FusedRiccatiWidths(writer.Precision, size.N);
            if (widths[0].Api is null)
            {
                return;
            }

            foreach (VectorWidth width in widths.Where(width => !UnrollPolicy.FusesInOneMethod(size.N, width)))
            {
                FusedRiccatiEmitter.EmitParts(writer, size, width, Parts + width.Api);
            }
        }

        EmitFactor(writer, size);
        EmitProducts(writer, size);
        RiccatiGainEmitter.Emit(writer, size, Parts + "Gain");
        EmitCostToGo(writer, size);
    }

    private static void EmitFactor(SourceWriter writer, ShapeSize size)
    {
        int m = size.M;
        Open(writer, "bool", "Factor", "ref double b, ref double r, ref double p, ref double pb, ref double g", "G = R + B'(P·B) = L·D·L'; false unless D is positive.");
        writer.Line(ProductEmitter.Call(Product.Of("AB", size), "p", "b", "pb"));
        writer.Line(ProductEmitter.CallAdd(Product.Of("BtB", size).Symmetric(), "b", "pb", "1.0", "r", "g"));
        writer.Open("if (!LdlR(ref g, ref g))");
        writer.Line("return false;");
        writer.Close();
        writer.Line();
        writer.Open("for (int j = 0; j < " + Text.Of(m) + "; j++)");
        writer.Open("if (!(Ref.Add(ref g, " + Text.Of(m + 1) + " * j) > 0.0))");
        writer.Line("return false;");
        writer.Close();
        writer.Close();
        writer.Line();
        writer.Line("return true;");
        Close(writer);
    }

    private static void EmitProducts(SourceWriter writer, ShapeSize size)
    {
        int n = size.N;
        int m = size.M;
        Open(
            writer,
            "void",
            "Products",
            "ref double a, ref double b, ref double s, bool hasCross, ref double p, ref double pa, ref double h",
            "P·A and H = B'(P·A) + S'.");
        writer.Line(ProductEmitter.Call(Product.Of("AA", size), "p", "a", "pa"));
        writer.Line(ProductEmitter.Call(Product.Of("BtA", size), "b", "pa", "h"));
        writer.Open("if (hasCross)");
        writer.Open("for (int j = 0; j < " + Text.Of(m) + "; j++)");
        writer.Open("for (int i = 0; i < " + Text.Of(n) + "; i++)");
        writer.Line("Ref.Add(ref h, " + Text.Of(n) + " * j + i) += Ref.Add(ref s, " + Text.Of(m) + " * i + j);");
        writer.Close();
        writer.Close();
        writer.Close();
        Close(writer);
    }

    private static void EmitCostToGo(SourceWriter writer, ShapeSize size)
    {
        Open(
            writer,
            "void",
            "CostToGo",
            "ref double a, ref double q, ref double pa, ref double h, ref double y, ref double destination",
            "P⁻ = Q + A'(P·A) − H'Y, lower triangle mirrored.");
        writer.Line(ProductEmitter.CallAdd(Product.Of("AtA", size).Symmetric(), "a", "pa", "1.0", "q", "destination"));
        writer.Line(ProductEmitter.CallAdd(Product.Of("KtK", size).Symmetric(), "h", "y", "-1.0", "destination", "destination"));
        Close(writer);
    }

    private static void Open(SourceWriter writer, string returns, string part, string parameters, string formula)
    {
        writer.Line("// " + formula);
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        writer.Open("private static " + returns + " " + Parts + part + "(" + parameters + ")");
    }

    private static void Close(SourceWriter writer)
    {
        writer.Close();
        writer.Line();
    }
}
