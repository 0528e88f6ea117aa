using System.Collections.Generic;
using System.Linq;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Writer;

/// <summary>All files that follow from the catalogue.</summary>
internal static class WrittenFiles
{
    private const string Folder = "src/SpanLqr.Shapes/Written/";

    private static readonly Dictionary<string, string> Groups = new()
    {
        ["Products"] = "Products of two matrices.",
        ["TransposedProducts"] = "Products with one factor transposed.",
        ["MultiplyAdd"] = "Products added to a matrix.",
        ["TransposedMultiplyAdd"] = "Products with one factor transposed, added to a matrix.",
        ["Vectors"] = "Matrix–vector products, the control and plant steps, quadratic forms.",
        ["Symmetric"] = "Congruences, the symmetric rank update, symmetrising and transposing.",
        ["Factorisations"] = "Factorisations.",
        ["CholeskySolves"] = "Solves from a Cholesky factorisation.",
        ["LdlSolves"] = "Solves from an LDL' factorisation.",
        ["LuSolves"] = "Solves from an LU factorisation.",
        ["RiccatiStep"] = "The Riccati stage.",
    };

    /// <summary>The files, made anew.</summary>
    public static IReadOnlyList<WrittenFile> All =>
    [
        .. KernelCatalog.All.Where(static kernel => !kernel.IsInner).GroupBy(static kernel => kernel.Group).Select(static group =>
            new WrittenFile(Folder + "Kernels." + group.Key + ".cs", BorderWriter.Write(Groups[group.Key], group))),
        .. LanesWriter.Widths.Select(static bits => new WrittenFile(Folder + "Lanes" + bits + ".cs", LanesWriter.Write(bits))),
        new(Folder + "ILqrShape{T}.Members.cs", ContractWriter.Write(KernelCatalog.All.Where(static kernel => !kernel.IsInner))),
        new(Folder + "DynamicShape{T}.Loops.cs", ForwarderWriter.WriteLoops(KernelCatalog.All.Where(static kernel => kernel.Loop is not null))),
        new(Folder + "DynamicShape.Kernels.cs", ForwarderWriter.WriteDouble(KernelCatalog.All.Where(static kernel => !kernel.IsInner))),
    ];
}
