using System;
using System.Collections.Generic;
using SpanLqr.Generators.Catalog;

namespace SpanLqr.Generators.Emit;

/// <summary>The code of every kernel at a fixed size: one emitter for each row of the catalogue, found by its name.</summary>
internal static class KernelBodies
{
    private static readonly Dictionary<string, Action<SourceWriter, ShapeSize>> Bodies = new()
    {
        ["MultiplyAx"] = static (writer, size) => Dot(writer, size['A'], "a", "x"),
        ["MultiplyAtx"] = static (writer, size) => writer.Line(ProductEmitter.Call(Product.Of("Atx", size), "a", "x", "destination")),
        ["MultiplyBu"] = static (writer, size) => Dot(writer, size['B'], "b", "u"),
        ["MultiplyKx"] = static (writer, size) => Dot(writer, size['K'], "k", "x"),
        ["Feedback"] = static (writer, size) => MatrixVectorEmitter.Emit(writer, size['K'], "k", "x", static (sum, _) => "-" + sum),
        ["FeedbackOffset"] = static (writer, size) => MatrixVectorEmitter.Emit(writer, size['K'], "k", "x", static (sum, entry) => "-" + sum + " - " + entry("offset")),
        ["Advance"] = static (writer, size) => MatrixVectorEmitter.Emit(
            writer, size.N, [("a", "x", size.N), ("b", "u", size.M)], static (sums, _) => sums[0] + " + " + sums[1]),
        ["QuadraticFormA"] = static (writer, size) => QuadraticFormEmitter.Emit(writer, size.N, "a", "x"),
        ["QuadraticFormR"] = static (writer, size) => QuadraticFormEmitter.Emit(writer, size.M, "r", "u"),
        ["CongruenceA"] = static (writer, size) => Congruence(writer, size, "AA", "AtA", "a", "p"),
        ["CongruenceB"] = static (writer, size) => Congruence(writer, size, "AB", "BtB", "b", "p"),
        ["CongruenceK"] = static (writer, size) => Congruence(writer, size, "RK", "KtK", "k", "r"),
        ["SymmetricRankUpdate"] = static (writer, size) => writer.Line(
            ProductEmitter.CallAdd(Product.Of("BBt", size).Symmetric(), "b", "b", "alpha", "addend", "destination")),
        ["SymmetrizeA"] = static (writer, size) => SymmetryEmitter.EmitSymmetrize(writer, size.N, "a"),
        ["SymmetrizeR"] = static (writer, size) => SymmetryEmitter.EmitSymmetrize(writer, size.M, "r"),
        ["TransposeA"] = static (writer, size) => SymmetryEmitter.EmitTranspose(writer, size['A'], "a"),
        ["TransposeB"] = static (writer, size) => SymmetryEmitter.EmitTranspose(writer, size['B'], "b"),
        ["TransposeK"] = static (writer, size) => SymmetryEmitter.EmitTranspose(writer, size['K'], "k"),
        ["RiccatiStep"] = RiccatiStepEmitter.EmitBody,
        ["DoublingCost"] = DoublingEmitter.EmitCost,
        ["DoublingUpdate"] = DoublingEmitter.EmitUpdate,
        ["DoublingDynamics"] = DoublingEmitter.EmitDynamics,
    };

    private static readonly Dictionary<string, Action<SourceWriter, ShapeSize>> Helpers = new()
    {
        ["RiccatiStep"] = RiccatiStepEmitter.EmitParts,
        ["DoublingCost"] = ShiftedSolveEmitter.Emit,
    };

    static KernelBodies()
    {
        foreach (string letters in ProductKernels.Letters)
        {
            (string left, string right) = ProductKernels.Operands(letters);
            Bodies["Multiply" + letters] = (writer, size) => writer.Line(ProductEmitter.Call(Product.Of(letters, size), left, right, "destination"));
            Bodies["MultiplyAdd" + letters] = (writer, size) =>
                writer.Line(ProductEmitter.CallAdd(Product.Of(letters, size), left, right, "alpha", "addend", "destination"));
        }

        foreach ((char letter, string matrix) in new[] { ('A', "a"), ('R', "r") })
        {
            Bodies["CholeskyFactor" + letter] = (writer, size) => SymmetricFactorEmitter.EmitCholesky(writer, size[letter].Rows, letter, matrix);
            Bodies["LuFactor" + letter] = (writer, size) => LuEmitter.Emit(writer, size[letter].Rows, matrix);

            // A core of its own, because the Riccati step factors R + B'PB with it.
            Bodies["LdlFactor" + letter] = (writer, _) => writer.Line("return Ldl" + letter + "(ref " + matrix + ", ref destination);");
            Helpers["LdlFactor" + letter] = (writer, size) =>
            {
                writer.Line(UnrollPolicy.Inlining(FactorKernels.Flops(letter, size) / 2));
                writer.Open("private static bool Ldl" + letter + "(ref double " + matrix + ", ref double destination)");
                SymmetricFactorEmitter.EmitLdl(writer, size[letter].Rows, letter, matrix);
                writer.Close();
                writer.Line();
                SymmetricFactorEmitter.EmitShared(writer, size[letter].Rows, letter, matrix);
            };
            foreach (SolveKind kind in new[] { SolveKind.Cholesky, SolveKind.Ldl, SolveKind.Lu })
            {
                foreach (char rightSide in letter == 'A' ? "ABx" : "Ku")
                {
                    Bodies[kind.ToString() + "Solve" + letter + rightSide] = (writer, size) => SolveEmitter.Emit(writer, kind, size[letter].Rows, size[rightSide].Cols);
                }
            }
        }
    }

    /// <summary>Writes the statements of the unchecked member.</summary>
    public static void Emit(SourceWriter writer, Kernel kernel, ShapeSize size) => Bodies[kernel.Name](writer, size);

    /// <summary>Writes private methods that only this kernel calls.</summary>
    public static void EmitHelpers(SourceWriter writer, Kernel kernel, ShapeSize size)
    {
        if (Helpers.TryGetValue(kernel.Name, out Action<SourceWriter, ShapeSize>? emit))
        {
            emit(writer, size);
        }
    }

    private static void Dot(SourceWriter writer, MatrixSize size, string matrix, string vector) =>
        MatrixVectorEmitter.Emit(writer, size, matrix, vector, static (sum, _) => sum);

    private static void Congruence(SourceWriter writer, ShapeSize size, string inner, string outer, string operand, string weight) =>
        CongruenceEmitter.Emit(writer, Product.Of(inner, size), Product.Of(outer, size).Symmetric(), operand, weight);
}
