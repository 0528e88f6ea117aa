using System.Collections.Generic;
using SpanLqr.Generators.Emit;

namespace SpanLqr.Generators.Catalog;

/// <summary>
/// Every kernel of <c>ILqrShape</c>, in its order. This is the one table: wrappers, members and private cores follow from it.
/// </summary>
internal static class KernelCatalog
{
    /// <summary>The products that have a core, each with the names of its operands.</summary>
    private static readonly (string Letters, string Left, string Right)[] Products =
    [
        ("AA", "a", "a2"), ("AB", "a", "b"), ("BK", "b", "k"), ("KA", "k", "a"), ("KB", "k", "b"), ("RK", "r", "k"),
        ("AtA", "a", "a2"), ("AtB", "a", "b"), ("BtA", "b", "a"), ("BtB", "b", "b2"), ("KtK", "k", "k2"),
        ("AAt", "a", "a2"), ("BBt", "b", "b2"),
    ];

    /// <summary>The products whose result is known to be symmetric.</summary>
    private static readonly string[] SymmetricProducts = ["AtA", "BtB", "KtK", "AAt", "BBt"];

    private static readonly KernelParameter Destination = new("destination", ParameterRole.Output);
    private static readonly KernelParameter Workspace = new("workspace", ParameterRole.Output);

    /// <summary>All kernels.</summary>
    public static IReadOnlyList<Kernel> All { get; } =
    [
        .. Multiply(),
        .. MultiplyAdd(),
        .. VectorKernels.All,
        .. Congruences(),
        SymmetricRankUpdate(),
        .. EntryKernels.All,
        .. FactorKernels.All,
        RiccatiStep(),
        .. DoublingKernels.All,
    ];

    /// <summary>The private cores that the kernels of a shape call.</summary>
    public static IEnumerable<Product> Cores(ShapeSize size)
    {
        foreach ((string letters, _, _) in Products)
        {
            yield return Product.Of(letters, size);
        }

        foreach (string letters in SymmetricProducts)
        {
            yield return Product.Of(letters, size).Symmetric();
        }
    }

    private static IEnumerable<Kernel> Multiply()
    {
        foreach ((string letters, string left, string right) in Products)
        {
            yield return new Kernel(
                "Multiply" + letters,
                "D ← " + Product.Of(letters, new ShapeSize(1, 1)).Formula,
                [new KernelParameter(left), new KernelParameter(right), Destination],
                size => Sizes(Product.Of(letters, size)),
                size => 2 * Product.Of(letters, size).MultiplyAdds,
                (writer, size) => writer.Line(ProductEmitter.Call(Product.Of(letters, size), left, right, "destination")));
        }
    }

    private static IEnumerable<Kernel> MultiplyAdd()
    {
        foreach ((string letters, string left, string right) in Products)
        {
            yield return new Kernel(
                "MultiplyAdd" + letters,
                "D ← C + α·" + Product.Of(letters, new ShapeSize(1, 1)).Formula + "; D may be C",
                [new KernelParameter(left), new KernelParameter(right), new("alpha", ParameterRole.Scalar), new("addend"), Destination],
                size => Sizes(Product.Of(letters, size)),
                size => 2 * Product.Of(letters, size).MultiplyAdds,
                (writer, size) => writer.Line(ProductEmitter.CallAdd(Product.Of(letters, size), left, right, "alpha", "addend", "destination")));
        }
    }

    private static IEnumerable<Kernel> Congruences()
    {
        // A'·(P·A): the letters of the inner product, of the outer one, and the names of the operands.
        (string Inner, string Outer, char Letter, string Operand, string Weight)[] congruences =
        [
            ("AA", "AtA", 'A', "a", "p"),
            ("AB", "BtB", 'B', "b", "p"),
            ("RK", "KtK", 'K', "k", "r"),
        ];
        foreach ((string inner, string outer, char letter, string operand, string weight) in congruences)
        {
            string middle = weight.ToUpperInvariant();
            yield return new Kernel(
                "Congruence" + letter,
                "D ← " + letter + "'·" + middle + "·" + letter + ", " + middle + " symmetric, D exactly so; the workspace receives " + middle + "·" + letter,
                [new KernelParameter(operand), new(weight), Workspace, Destination],
                size => letter + " is " + size[letter].ToString(),
                size => 2 * (Product.Of(inner, size).MultiplyAdds + Product.Of(outer, size).Symmetric().MultiplyAdds),
                (writer, size) => CongruenceEmitter.Emit(writer, Product.Of(inner, size), Product.Of(outer, size).Symmetric(), operand, weight));
        }
    }

    private static Kernel SymmetricRankUpdate() => new(
        "SymmetricRankUpdate",
        "D ← C + α·B·B', C symmetric, D exactly so; D may be C",
        [new KernelParameter("b"), new("alpha", ParameterRole.Scalar), new("addend"), Destination],
        static size => "B is " + size['B'].ToString(),
        static size => 2 * Product.Of("BBt", size).Symmetric().MultiplyAdds,
        static (writer, size) => writer.Line(
            ProductEmitter.CallAdd(Product.Of("BBt", size).Symmetric(), "b", "b", "alpha", "addend", "destination")));

    private static Kernel RiccatiStep() => new(
        "RiccatiStep",
        "One stage of the Riccati recursion: K = (R + B'PB)⁻¹(B'PA + S'), P⁻ = Q + A'PA − (A'PB + S)K, exactly symmetric",
        [
            new KernelParameter("a"), new("b"), new("q"), new("r"), new("s", ParameterRole.OptionalInput), new("p"),
            new("gain", ParameterRole.Output), Destination, Workspace,
        ],
        static size => "A is " + size['A'].ToString() + ", B is " + size['B'].ToString(),
        RiccatiStepEmitter.Flops,
        RiccatiStepEmitter.EmitBody)
    {
        Returns = "bool",
        ReturnsText = "False where R + B'PB is not positive definite (or not finite); the outputs are then unspecified.",
        Helpers = RiccatiStepEmitter.EmitParts,
    };

    private static string Sizes(Product product) =>
        new MatrixSize(product.Rows, product.Inner).ToString() + " by " + new MatrixSize(product.Inner, product.Cols).ToString()
        + " gives " + new MatrixSize(product.Rows, product.Cols).ToString();
}
