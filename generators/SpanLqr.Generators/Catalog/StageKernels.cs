using System.Collections.Generic;

namespace SpanLqr.Generators.Catalog;

/// <summary>A stage of the Riccati recursion, and structured doubling for the algebraic equation: inner kernels without a public border.</summary>
internal static class StageKernels
{
    private static readonly KernelParameter H = new("h", 'A', "H", ParameterRole.Output);
    private static readonly KernelParameter Workspace = new("workspace", ' ', "DoublingWorkspaceLength", ParameterRole.Workspace);
    private static readonly KernelParameter Step = new("step", 'A', "Δ", ParameterRole.Output);
    private static readonly KernelParameter A = new("a", 'A', "A");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kernel> All { get; } =
    [
        RiccatiStep(),
        Doubling(
            "DoublingCost",
            "V = (I + GH)⁻¹A, Y = (I + GH)⁻¹G, Δ = A'(HV), H ← H + Δ, by elimination without row exchanges",
            10,
            A, new("g", 'A', "G"), H, new("v", 'A', "V", ParameterRole.Output), new("y", 'A', "Y", ParameterRole.Output), Step, Workspace) with
        {
            Returns = "bool",
            ReturnsText = "False where a pivot cancels; H is then untouched.",
        },
        Doubling("DoublingUpdate", "Δ = A'(HV), H ← H + Δ, for a V that is known", 3, A, H, new("v", 'A', "V"), Step, Workspace),
        Doubling(
            "DoublingDynamics",
            "G ← G + (AY)A', A⁺ = AV",
            5,
            A, new("v", 'A', "V"), new("y", 'A', "Y"), new("g", 'A', "G", ParameterRole.Output), new("destination", 'A', "A⁺", ParameterRole.Output), Workspace),
    ];

    private static Kernel RiccatiStep() => new(
        "RiccatiStep",
        "One stage of the Riccati recursion: K = (R + B'PB)⁻¹(B'PA + S'), P⁻ = Q + A'PA − (A'PB + S)K, exactly symmetric",
        [
            A,
            new("b", 'B', "B"),
            new("q", 'A', "Q") { Note = ", symmetric" },
            new("r", 'R', "R") { Note = ", symmetric" },
            new("s", 'B', "S", ParameterRole.OptionalInput) { Note = "; empty for no cross weight" },
            new("p", 'A', "P of the next stage") { Note = ", symmetric" },
            new("gain", 'K', "K", ParameterRole.Output),
            new("destination", 'A', "P of this stage", ParameterRole.Output) { Note = ", symmetric to the bit", MayBe = "p" },
            new("workspace", ' ', "RiccatiStepWorkspaceLength", ParameterRole.Workspace),
        ],
        static size => "A is " + size['A'].ToString() + ", B is " + size['B'].ToString(),
        static size => (3 * size.N * size.N * size.N) + (7 * size.N * size.N * size.M) + (4 * size.N * size.M * size.M))
    {
        Returns = "bool",
        ReturnsText = "False where R + B'PB is not positive definite (or not finite); the outputs are then unspecified.",
        Group = "RiccatiStep",
        Summary = "One stage of the Riccati recursion: <c>K = (R + B'PB)⁻¹(B'PA + S')</c>, <c>P⁻ = Q + A'PA − (A'PB + S)K</c>.",
        Remarks = "About 3·n·n·n + 6·n·n·m + 3·n·m·m flops where the shape has no fused stage, fewer where it has; allocates nothing. "
            + "Source: Bertsekas, Dynamic Programming and Optimal Control, vol. 1, section 4.1. HPIPM: a stage of the backward Riccati recursion.",
    };

    private static Kernel Doubling(string name, string formula, int cubes, params KernelParameter[] parameters) => new(
        name,
        formula,
        parameters,
        static size => "all are " + size['A'].ToString(),
        size => cubes * size.N * size.N * size.N)
    {
        IsInner = true,
        IsDoubleOnly = true,
    };
}
