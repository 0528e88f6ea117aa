using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Writer;

/// <summary>The checked border <c>Kernels</c>: documentation, exact lengths, overlaps, and the call of the unchecked member.</summary>
internal static class BorderWriter
{
    private const string Throws = "/// <exception cref=\"ArgumentException\">";
    private const string Length = "IShapeSize.RiccatiStepWorkspaceLength";

    public static string Write(string about, IEnumerable<Kernel> kernels)
    {
        Lines lines = Lines.OfFile(about, "System", "System.Numerics");
        lines.Add("public static partial class Kernels");
        lines.Open();
        bool first = true;
        foreach (Kernel kernel in kernels)
        {
            if (!first)
            {
                lines.Add();
            }

            first = false;
            Write(lines, kernel);
        }

        lines.Close();
        return lines.ToString();
    }

    private static void Write(Lines lines, Kernel kernel)
    {
        (KernelParameter Written, KernelParameter Other)[] apart = [.. Apart(kernel)];
        KernelParameter[] same = [.. kernel.Parameters.Where(static parameter => parameter.MayBe is not null)];
        Document(lines, kernel, apart, same);
        lines.AddCall(
            "public static " + kernel.ReturnsOf("T") + " " + kernel.Name + "<TShape, T>",
            ["TShape shape", .. kernel.Parameters.Select(static parameter => parameter.Span("T", ""))],
            "");
        lines.Add("    where TShape : struct, ILqrShape<T>");
        lines.Add("    where T : unmanaged, IBinaryFloatingPointIeee754<T>");
        lines.Open();
        CheckLengths(lines, kernel);
        foreach ((KernelParameter written, KernelParameter other) in apart)
        {
            lines.Add("Border.Apart(" + (other.IsPivots ? other.Name + ", " + written.Name : written.Name + ", " + other.Name) + ");");
        }

        foreach (KernelParameter parameter in same)
        {
            lines.Add("Border.SameOrApart(" + parameter.Name + ", " + parameter.MayBe + ");");
        }

        lines.AddCall((kernel.Returns == "void" ? "" : "return ") + "shape." + kernel.Name, kernel.Parameters.SelectMany(Start), ";");
        lines.Close();
    }

    private static void Document(Lines lines, Kernel kernel, (KernelParameter Written, KernelParameter Other)[] apart, KernelParameter[] same)
    {
        lines.Add("/// <summary>" + kernel.Summary + "</summary>");
        lines.Add("/// <typeparam name=\"TShape\">The problem size.</typeparam>");
        lines.Add("/// <typeparam name=\"T\">The precision.</typeparam>");
        lines.Add("/// <param name=\"shape\">The shape, which gives n and m.</param>");
        foreach (KernelParameter parameter in kernel.Parameters)
        {
            lines.Add("/// <param name=\"" + parameter.Name + "\">" + Describe(parameter) + "</param>");
        }

        if (kernel.ReturnsText is { } meaning)
        {
            lines.Add("/// <returns>" + meaning + "</returns>");
        }

        foreach (KernelParameter parameter in kernel.Parameters.Where(static parameter => parameter.Role != ParameterRole.Scalar))
        {
            string name = Name(parameter.Name);
            lines.Add(Throws + name + parameter.Role switch
            {
                ParameterRole.OptionalInput => " is neither empty nor of length " + Size(parameter, "·"),
                ParameterRole.Workspace => " has fewer than <see cref=\"" + Length + "\"/> entries",
                _ => " has a length other than " + Size(parameter, "·"),
            } + ".</exception>");
            if (parameter.Role == ParameterRole.PivotsIn)
            {
                lines.Add(Throws + name + "[k] is not a row from k to the last.</exception>");
            }
        }

        foreach (IGrouping<string, string> pair in apart.GroupBy(static pair => pair.Written.Name, static pair => Name(pair.Other.Name)))
        {
            lines.Add(Throws + Name(pair.Key) + " overlaps " + Lines.Either([.. pair]) + ".</exception>");
        }

        foreach (KernelParameter parameter in same)
        {
            lines.Add(Throws + Name(parameter.Name) + " overlaps " + Name(parameter.MayBe!) + " without being the same memory.</exception>");
        }

        lines.Add("/// <remarks>" + kernel.Remarks + "</remarks>");
    }

    private static string Describe(KernelParameter parameter) => parameter.Role switch
    {
        ParameterRole.Scalar => parameter.Text + ".",
        ParameterRole.Workspace => "At least <see cref=\"" + Length + "\"/> entries, left with no meaning.",
        ParameterRole.PivotsIn or ParameterRole.PivotsOut => parameter.Text + ", " + Size(parameter, "×") + " entries.",
        _ => parameter.Text + ", " + Size(parameter, "×") + parameter.Note + (parameter.MayBe is { } other ? "; may be " + Name(other) : "") + ".",
    };

    private static void CheckLengths(Lines lines, Kernel kernel)
    {
        string sizes = string.Concat(kernel.Parameters.Where(static parameter => parameter.Size != ' ').Select(static parameter => Size(parameter, ", ")));
        foreach ((char letter, string property) in new[] { ('n', "StateDim"), ('m', "InputDim") })
        {
            if (sizes.Contains(letter))
            {
                lines.Add("int " + letter + " = shape." + property + ";");
            }
        }

        foreach (KernelParameter parameter in kernel.Parameters)
        {
            string exact = "(" + parameter.Name + ", " + (parameter.Size == ' ' ? "" : Size(parameter, ", ")) + ");";
            switch (parameter.Role)
            {
                case ParameterRole.Scalar:
                    break;
                case ParameterRole.Workspace:
                    lines.Add("Border.Workspace(" + parameter.Name + ", shape." + parameter.Text + ");");
                    break;
                case ParameterRole.PivotsIn:
                    lines.Add("Border.Pivots" + exact);
                    break;
                case ParameterRole.OptionalInput:
                    lines.Add("bool hasCross = !" + parameter.Name + ".IsEmpty;");
                    lines.Add("if (hasCross)");
                    lines.Open();
                    lines.Add("Border.Length" + exact);
                    lines.Close();
                    lines.Add();
                    break;
                default:
                    lines.Add("Border.Length" + exact);
                    break;
            }
        }
    }

    /// <summary>What is written shares no memory with an input or with what was written before it, but for what it may be.</summary>
    private static IEnumerable<(KernelParameter Written, KernelParameter Other)> Apart(Kernel kernel)
    {
        KernelParameter[] operands = [.. kernel.Parameters.Where(static parameter => parameter.Role != ParameterRole.Scalar)];
        for (int w = 0; w < operands.Length; w++)
        {
            for (int o = 0; o < operands.Length && operands[w].IsWritten; o++)
            {
                if (operands[o].Name != operands[w].MayBe && (!operands[o].IsWritten || o < w))
                {
                    yield return (operands[w], operands[o]);
                }
            }
        }
    }

    private static IEnumerable<string> Start(KernelParameter parameter) => parameter.Role switch
    {
        ParameterRole.Scalar => [parameter.Name],
        ParameterRole.OptionalInput => ["ref Border.Start(" + parameter.Name + ")", "hasCross"],
        _ => ["ref Border.Start(" + parameter.Name + ")"],
    };

    private static string Size(KernelParameter parameter, string times) => ShapeSize.IsVector(parameter.Size)
        ? ShapeSize.Dimension(parameter.Size, 0).ToString()
        : ShapeSize.Dimension(parameter.Size, 0) + times + ShapeSize.Dimension(parameter.Size, 1);

    private static string Name(string parameter) => "<paramref name=\"" + parameter + "\"/>";
}
