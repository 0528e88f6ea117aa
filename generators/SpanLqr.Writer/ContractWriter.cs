using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Writer;

/// <summary>The members of the contract <c>ILqrShape&lt;T&gt;</c>.</summary>
internal static class ContractWriter
{
    public static string Write(IEnumerable<Kernel> kernels)
    {
        Lines lines = Lines.OfFile("The kernels of the contract; Kernels documents every operand of each.");
        lines.Add("public partial interface ILqrShape<T>");
        lines.Open();
        bool first = true;
        foreach (Kernel kernel in kernels)
        {
            if (!first)
            {
                lines.Add();
            }

            first = false;
            lines.Add("/// <summary>" + kernel.Formula + ".</summary>");
            if (kernel.ReturnsText is { } meaning)
            {
                lines.Add("/// <returns>" + meaning + "</returns>");
            }

            lines.Add("/// <remarks>" + kernel.Remarks + "</remarks>");
            lines.AddCall(kernel.ReturnsOf("T") + " " + kernel.Name, kernel.Parameters.Select(static parameter => parameter.Reference("T")), ";");
        }

        lines.Close();
        return lines.ToString();
    }
}
