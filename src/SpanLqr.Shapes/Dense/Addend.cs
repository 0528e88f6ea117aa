using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Shapes.Dense;

/// <summary>What joins a finished sum: nothing, or C + α·Σ as one fused multiply-add.</summary>
internal readonly ref struct Addend(double alpha, ref double start)
{
    private readonly ref double start = ref start;

    /// <summary>No addend: the sum itself is the result.</summary>
    public static Addend None => new(1, ref Unsafe.NullRef<double>());

    public double Alpha { get; } = alpha;

    public bool IsNone => Unsafe.IsNullRef(ref start);

    /// <summary>The entry at <paramref name="index"/> of the result, from its sum.</summary>
    public double Finish(double sum, nint index) => IsNone ? sum : Math.FusedMultiplyAdd(Alpha, sum, Unsafe.Add(ref start, index));

    /// <summary>The row of C that begins at <paramref name="index"/>.</summary>
    public ReadOnlySpan<double> Row(nint index, int length) => DenseRow.Span(ref start, index, length);
}
