using System;
using System.Collections.Generic;

namespace SpanLqr.Generators.Catalog;

/// <summary>
/// One row of the table: a member of <c>ILqrShape</c>. The contract, the checked border, what forwards to loops at sizes known at run
/// time and a generated shape's wrapper are written from it; <c>Emit.KernelBodies</c> has its code at a fixed size.
/// </summary>
/// <param name="Name">The name of the member.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Parameters">Its operands, in order.</param>
/// <param name="Sizes">The sizes of its operands, in words.</param>
/// <param name="Flops">What it costs.</param>
internal sealed record Kernel(
    string Name,
    string Formula,
    IReadOnlyList<KernelParameter> Parameters,
    Func<ShapeSize, string> Sizes,
    Func<ShapeSize, int> Flops)
{
    /// <summary>The type of the result: <c>void</c>, <c>double</c> for an entry, or <c>bool</c> for what can fail.</summary>
    public string Returns { get; init; } = "void";

    /// <summary>What the result means; null where there is none.</summary>
    public string? ReturnsText { get; init; }

    /// <summary>The file of the border that it is in.</summary>
    public string Group { get; init; } = "";

    /// <summary>The first sentence of its documentation.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What its documentation says of order, cost and source.</summary>
    public string Remarks { get; init; } = "";

    /// <summary>The loop that does the work at sizes known at run time, as an expression in n and m; null where it is written by hand.</summary>
    public string? Loop { get; init; }

    /// <summary>Whether only shapes in double precision have it: a member of <c>ILqrShape</c> itself, not of what it inherits.</summary>
    public bool IsDoubleOnly { get; init; }

    /// <summary>Whether it is only a member of the shape, with no wrapper at the border: a step of a solver that has one.</summary>
    public bool IsInner { get; init; }

    /// <summary>The type of the result where an entry is of type <paramref name="entry"/>.</summary>
    public string ReturnsOf(string entry) => Returns == "double" ? entry : Returns;
}
