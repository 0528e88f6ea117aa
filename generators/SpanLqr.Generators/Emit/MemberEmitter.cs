using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>The members of a shape: constants, span wrappers, explicit members, private cores.</summary>
internal static class MemberEmitter
{
    /// <summary>The name that emitted members carry in their GeneratedCode attribute.</summary>
    public const string Tool = "SpanLqr.Generators";

    // Where members are declared: what every shape has, what a precision has, what only double precision has.
    private const string SizeInterface = "global::SpanLqr.Shapes.IShapeSize";
    private const string Interface = "global::SpanLqr.Shapes.ILqrShape<double>";
    private const string DoubleInterface = "global::SpanLqr.Shapes.ILqrShape";

    /// <summary>The generator's version, the same place.</summary>
    public static string Version { get; } = typeof(MemberEmitter).Assembly.GetName().Version.ToString();

    private static string GeneratedCode { get; } =
        "[global::System.CodeDom.Compiler.GeneratedCode(\"" + Tool + "\", \"" + Version + "\")]";

    /// <summary>The interface that a shape of this precision implements.</summary>
    public static string Contract(Precision precision) => precision.IsSingle ? Interface : DoubleInterface;

    public static void Emit(SourceWriter writer, string type, ShapeSize size)
    {
        Kernel[] kernels = [.. KernelCatalog.All.Where(kernel => !kernel.IsDoubleOnly || !writer.Precision.IsSingle)];
        EmitConstants(writer, size);
        foreach (Kernel kernel in kernels.Where(static kernel => !kernel.IsInner))
        {
            EmitWrapper(writer, type, kernel, size);
        }

        EmitProperty(writer, SizeInterface, "StateDim", size.N);
        EmitProperty(writer, SizeInterface, "InputDim", size.M);
        EmitProperty(writer, SizeInterface, "RiccatiStepWorkspaceLength", RiccatiStepEmitter.WorkspaceLength(size));
        if (!writer.Precision.IsSingle)
        {
            EmitProperty(writer, DoubleInterface, "DoublingWorkspaceLength", DoublingEmitter.WorkspaceLength(size));
        }

        writer.Line();
        foreach (Kernel kernel in kernels)
        {
            EmitMember(writer, kernel, size);
            KernelBodies.EmitHelpers(writer, kernel, size);
        }

        if (!writer.Precision.IsSingle)
        {
            // They are generic in the precision themselves, so a shape in double serves both.
            RolloutEmitter.Emit(writer, DoubleInterface + ".", size.N);
            BatchEmitter.Emit(writer, DoubleInterface + ".", size);
        }

        foreach (Product core in KernelCatalog.Cores(size))
        {
            ProductEmitter.EmitCore(writer, core);
        }

        ProductEmitter.EmitCore(writer, Product.Of("Atx", size));
    }

    private static void EmitConstants(SourceWriter writer, ShapeSize size)
    {
        writer.Line("/// <summary>n, the number of states.</summary>");
        writer.Line(GeneratedCode);
        writer.Line("public const int StateDim = " + Text.Of(size.N) + ";");
        writer.Line();
        writer.Line("/// <summary>m, the number of inputs.</summary>");
        writer.Line(GeneratedCode);
        writer.Line("public const int InputDim = " + Text.Of(size.M) + ";");
        writer.Line();
        writer.Line("/// <summary>The entries of workspace that RiccatiStep needs.</summary>");
        writer.Line(GeneratedCode);
        writer.Line("public static int RiccatiStepWorkspaceLength => " + Text.Of(RiccatiStepEmitter.WorkspaceLength(size)) + ";");
        writer.Line();
    }

    private static void EmitProperty(SourceWriter writer, string declaredIn, string name, int value) =>
        writer.Line("int " + declaredIn + "." + name + " => " + Text.Of(value) + ";");

    private static void EmitWrapper(SourceWriter writer, string type, Kernel kernel, ShapeSize size)
    {
        string parameters = string.Join(", ", kernel.Parameters.Select(static parameter => parameter.Span("double", "global::System.")));
        string arguments = string.Join(", ", kernel.Parameters.Select(static parameter => parameter.Name));
        writer.Line("/// <summary>" + kernel.Formula + ". Here " + kernel.Sizes(size) + ".</summary>");
        if (kernel.ReturnsText is { } meaning)
        {
            writer.Line("/// <returns>" + meaning + "</returns>");
        }

        writer.Line(GeneratedCode);
        writer.Line("public static " + kernel.Returns + " " + kernel.Name + "(" + parameters + ") =>");
        writer.Line("    global::SpanLqr.Shapes.Kernels." + kernel.Name + "(default(" + type + "), " + arguments + ");");
        writer.Line();
    }

    private static void EmitMember(SourceWriter writer, Kernel kernel, ShapeSize size)
    {
        int flops = kernel.Flops(size);
        writer.Line("// " + kernel.Formula + ". Here " + kernel.Sizes(size) + (flops > 0 ? "; about " + Text.Of(flops) + " flops." : "."));
        writer.Line(UnrollPolicy.Inlining(flops / 2));
        writer.Open(kernel.Returns + " " + (kernel.IsDoubleOnly ? DoubleInterface : Interface) + "." + kernel.Name + "(" + string.Join(", ", kernel.Parameters.Select(static parameter => parameter.Reference("double"))) + ")");
        KernelBodies.Emit(writer, kernel, size);
        writer.Close();
        writer.Line();
    }
}
