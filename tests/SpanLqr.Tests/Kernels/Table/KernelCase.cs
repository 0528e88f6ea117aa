using System;
using System.Linq;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Calls a kernel on the operands in <paramref name="slots"/>; what it returns, with false as 0 and void as 1.</summary>
internal delegate double KernelCall<TShape, T>(TShape shape, Slots<T> slots)
    where TShape : struct, ILqrShape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The naive result from the operands: one matrix per operand that is a result, in order, and last what is returned (if a number).</summary>
internal delegate double[][,] NaiveFormula(CallData data);

/// <summary>How far, entry by entry, two honest computations of the expected results may lie apart.</summary>
internal delegate double[][,] ErrorBound(CallData data, double[][,] expected);

/// <summary>Everything the claims need to know about one kernel at one shape.</summary>
internal sealed record KernelCase<TShape, T>(
    string Name,
    Operand[] Operands,
    KernelCall<TShape, T> Call,
    NaiveFormula Reference,
    ErrorBound Bound)
    where TShape : struct, ILqrShape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the result is sums of products of the operands, so that the naive formula says where NaN and infinity belong.</summary>
    public bool IsSumOfProducts { get; init; } = true;

    /// <summary>Whether the returned number is a status.</summary>
    public bool ReturnsStatus { get; init; }

    /// <summary>Whether the returned number is the result.</summary>
    public bool ReturnsValue { get; init; }

    /// <summary>Whether every shape must give the same bits; a fused Riccati stage may order its work as it likes.</summary>
    public bool IsBitExact { get; init; } = true;

    /// <summary>The names of the span parameters, from the public signature itself.</summary>
    public string[] ParameterNames { get; } = typeof(Kernels).GetMethod(Name)!.GetParameters()
        .Where(parameter => parameter.ParameterType.IsByRefLike)
        .Select(parameter => parameter.Name!)
        .ToArray();
}
