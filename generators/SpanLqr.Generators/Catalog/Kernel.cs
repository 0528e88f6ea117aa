using System;
using System.Collections.Generic;
using SpanLqr.Generators.Emit;

namespace SpanLqr.Generators.Catalog;

/// <summary>One member of <c>ILqrShape</c>: both its public wrapper and its body are written from this.</summary>
/// <param name="Name">The name of the member.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="Sizes">The sizes of its operands, in words.</param>
/// <param name="Flops">What it costs.</param>
/// <param name="Body">Writes the statements of the unchecked member.</param>
internal sealed record Kernel(
    string Name,
    string Formula,
    IReadOnlyList<KernelParameter> Parameters,
    Func<ShapeSize, string> Sizes,
    Func<ShapeSize, int> Flops,
    Action<SourceWriter, ShapeSize> Body)
{
    /// <summary>The type of the result: <c>void</c>, <c>double</c>, or <c>bool</c> for what can fail.</summary>
    public string Returns { get; init; } = "void";

    /// <summary>What the result means; null where there is none.</summary>
    public string? ReturnsText { get; init; }

    /// <summary>Writes private helpers that only this kernel calls, after its body.</summary>
    public Action<SourceWriter, ShapeSize>? Helpers { get; init; }

    /// <summary>Whether only shapes in double precision have it: a member of <c>ILqrShape</c> itself, not of what it inherits.</summary>
    public bool IsDoubleOnly { get; init; }

    /// <summary>Whether it is only a member of the shape, with no wrapper at the border: a step of a solver that has one.</summary>
    public bool IsInner { get; init; }
}
