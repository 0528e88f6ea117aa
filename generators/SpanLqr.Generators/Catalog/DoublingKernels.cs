using System.Collections.Generic;
using SpanLqr.Generators.Emit;

namespace SpanLqr.Generators.Catalog;

/// <summary>Structured doubling, for the solver of the algebraic Riccati equation: inner kernels without a public border.</summary>
internal static class DoublingKernels
{
    private static readonly KernelParameter Workspace = new("workspace", ParameterRole.Output);
    private static readonly KernelParameter Step = new("step", ParameterRole.Output);
    private static readonly KernelParameter H = new("h", ParameterRole.Output);

    public static IReadOnlyList<Kernel> All { get; } =
    [
        new Kernel(
            "DoublingCost",
            "V = (I + GH)⁻¹A, Y = (I + GH)⁻¹G, Δ = A'(HV), H ← H + Δ, by elimination without row exchanges",
            [new KernelParameter("a"), new("g"), H, new("v", ParameterRole.Output), new("y", ParameterRole.Output), Step, Workspace],
            static size => "all are " + size['A'].ToString(),
            static size => 10 * size.N * size.N * size.N,
            DoublingEmitter.EmitCost)
        {
            Returns = "bool",
            ReturnsText = "False where a pivot cancels; H is then untouched.",
            Helpers = ShiftedSolveEmitter.Emit,
            IsInner = true,
            IsDoubleOnly = true,
        },
        new Kernel(
            "DoublingUpdate",
            "Δ = A'(HV), H ← H + Δ, for a V that is known",
            [new KernelParameter("a"), H, new("v"), Step, Workspace],
            static size => "all are " + size['A'].ToString(),
            static size => 3 * size.N * size.N * size.N,
            DoublingEmitter.EmitUpdate)
        {
            IsInner = true,
            IsDoubleOnly = true,
        },
        new Kernel(
            "DoublingDynamics",
            "G ← G + (AY)A', A⁺ = AV",
            [new KernelParameter("a"), new("v"), new("y"), new("g", ParameterRole.Output), new("destination", ParameterRole.Output), Workspace],
            static size => "all are " + size['A'].ToString(),
            static size => 5 * size.N * size.N * size.N,
            DoublingEmitter.EmitDynamics)
        {
            IsInner = true,
            IsDoubleOnly = true,
        },
    ];
}
