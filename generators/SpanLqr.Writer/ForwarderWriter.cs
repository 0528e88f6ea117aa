using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Writer;

/// <summary>The members of the dynamic shape that hand their operands to a loop, or the shape of double to the one of any precision.</summary>
internal static class ForwarderWriter
{
    public static string WriteLoops(IEnumerable<Kernel> kernels)
    {
        Lines lines = Lines.OfFile("Kernels that one loop serves.", "SpanLqr.Shapes.Dense");
        lines.Add("public readonly partial struct DynamicShape<T>");
        Write(lines, kernels, "T", static kernel => kernel.Loop!);
        return lines.ToString();
    }

    public static string WriteDouble(IEnumerable<Kernel> kernels)
    {
        Lines lines = Lines.OfFile("The kernels of DynamicShape<double>.");
        lines.Add("public readonly partial struct DynamicShape");
        Write(
            lines,
            kernels,
            "double",
            static kernel => "kernels." + kernel.Name + "(" + string.Join(", ", kernel.Parameters.Select(static parameter => parameter.Forward)) + ")");
        return lines.ToString();
    }

    private static void Write(Lines lines, IEnumerable<Kernel> kernels, string entry, System.Func<Kernel, string> body)
    {
        lines.Open();
        bool first = true;
        foreach (Kernel kernel in kernels)
        {
            if (!first)
            {
                lines.Add();
            }

            first = false;
            lines.Add("/// <inheritdoc/>");
            lines.AddCall(
                "public " + kernel.ReturnsOf(entry) + " " + kernel.Name,
                kernel.Parameters.Select(parameter => parameter.Reference(entry)),
                " =>");
            lines.Add("    " + body(kernel) + ";");
        }

        lines.Close();
    }
}
