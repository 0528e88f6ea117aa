using System.Collections.Generic;

namespace SpanLqr.Generators.Catalog;

/// <summary>
/// Every kernel of <c>ILqrShape</c>, in its order. This is the one table: contract, border, wrappers, members and private cores
/// follow from it.
/// </summary>
internal static class KernelCatalog
{
    /// <summary>All kernels.</summary>
    public static IReadOnlyList<Kernel> All { get; } =
    [
        .. ProductKernels.Multiply,
        .. ProductKernels.MultiplyAdd,
        .. VectorKernels.All,
        .. SymmetricKernels.All,
        .. FactorKernels.All,
        .. StageKernels.All,
    ];

    /// <summary>The private cores that the kernels of a shape call.</summary>
    public static IEnumerable<Product> Cores(ShapeSize size)
    {
        foreach (string letters in ProductKernels.Letters)
        {
            yield return Product.Of(letters, size);
        }

        foreach (string letters in ProductKernels.SymmetricLetters)
        {
            yield return Product.Of(letters, size).Symmetric();
        }
    }
}
