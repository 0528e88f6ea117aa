using System;

namespace SpanLqr;

/// <summary>
/// Makes a <c>readonly partial struct</c> a shape: the generator gives it dimension constants, workspace lengths
/// and every fixed-size kernel of <see cref="Shapes.ILqrShape"/> for n states and m inputs; in single precision those of
/// <see cref="Shapes.ILqrShape{T}"/>, with twice the lanes.
/// </summary>
/// <remarks>
/// The struct may be nested, of any accessibility and in any namespace, but not generic and not file-local.
/// Whatever is wrong with it is reported by the analyzer (SLQ0001 to SLQ0007).
/// </remarks>
/// <param name="states">n, the number of states, from 1 to 32.</param>
/// <param name="inputs">m, the number of inputs, from 1 to 32.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class LqrShapeAttribute(int states, int inputs) : Attribute
{
    /// <summary>n, the number of states.</summary>
    public int States { get; } = states;

    /// <summary>m, the number of inputs.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>What the entries of matrices are; double unless said.</summary>
    public LqrPrecision Precision { get; set; }
}
