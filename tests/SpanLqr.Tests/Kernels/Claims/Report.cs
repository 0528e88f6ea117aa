using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using SpanLqr.Shapes;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>Collects what failed, over all kernels and shapes, so that one run shows the pattern.</summary>
internal sealed class Report
{
    private const int Shown = 20;

    private readonly List<string> failures = [];

    /// <summary>How many kernel calls were judged; a claim that judged nothing has proved nothing.</summary>
    public int Judged { get; private set; }

    public bool Succeeded => failures.Count == 0;

    public void Judge<TShape, T>(TShape shape, KernelCase<TShape, T> kernel, string? failure)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Judge(shape, kernel.Name, failure);

    public void Judge<TShape>(TShape shape, string kernel, string? failure)
        where TShape : struct, IShapeSize
    {
        Judged++;
        if (failure is not null)
        {
            failures.Add($"{kernel} of {typeof(TShape)} ({shape.StateDim}, {shape.InputDim}): {failure}");
        }
    }

    public override string ToString() =>
        $"{failures.Count} of {Judged} failed:{Environment.NewLine}{string.Join(Environment.NewLine, failures.Take(Shown))}";
}
