using System;

namespace SpanLqr.Shapes;

/// <summary>A shape of any size in double precision: <see cref="DynamicShape{T}"/>, and what only <see cref="ILqrShape"/> has.</summary>
public readonly partial struct DynamicShape : ILqrShape
{
    private readonly DynamicShape<double> kernels;

    /// <summary>A shape of n states and m inputs.</summary>
    /// <param name="stateDim">n, at least 1.</param>
    /// <param name="inputDim">m, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is below 1.</exception>
    /// <exception cref="ArgumentException">The workspace of such a size, 2n² + 2nm + m² entries, would not fit in a span.</exception>
    public DynamicShape(int stateDim, int inputDim) => kernels = new DynamicShape<double>(stateDim, inputDim);

    /// <inheritdoc/>
    public int StateDim => kernels.StateDim;

    /// <inheritdoc/>
    public int InputDim => kernels.InputDim;

    /// <inheritdoc/>
    public int RiccatiStepWorkspaceLength => kernels.RiccatiStepWorkspaceLength;
}
