using System;
using System.Numerics;

namespace SpanLqr.Shapes;

/// <summary>
/// A shape of any size in either precision, its dimensions held in fields: register tiles of the widest vectors that fill a row.
/// </summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
/// <remarks>
/// It follows the arithmetic contract of <see cref="ILqrShape{T}"/> operation by operation, so it gives the same bits as a
/// generated shape of the same size (apart from <see cref="ILqrShape{T}.RiccatiStep"/>, which generated shapes may fuse).
/// No kernel allocates; the largest block on the stack is 48 KB. A product whose right factor is transposed, or too large for the first
/// cache, and deeper than 256 terms borrows a larger one from the shared array pool.
/// </remarks>
public readonly partial struct DynamicShape<T> : ILqrShape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int n;
    private readonly int m;

    /// <summary>A shape of n states and m inputs.</summary>
    /// <param name="stateDim">n, at least 1.</param>
    /// <param name="inputDim">m, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is below 1.</exception>
    /// <exception cref="ArgumentException">The workspace of such a size, 2n² + 2nm + m² entries, would not fit in a span.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="double"/> nor <see cref="float"/>.</exception>
    public DynamicShape(int stateDim, int inputDim)
    {
        if (typeof(T) != typeof(double) && typeof(T) != typeof(float))
        {
            throw new NotSupportedException($"There are shapes of double and of float, but not of {typeof(T).Name}.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(stateDim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputDim, 1);
        if ((Int128)stateDim * stateDim * 2 + (Int128)stateDim * inputDim * 2 + (Int128)inputDim * inputDim > int.MaxValue)
        {
            throw new ArgumentException($"A shape of {stateDim} states and {inputDim} inputs is too large for spans.", nameof(stateDim));
        }

        n = stateDim;
        m = inputDim;
    }

    /// <inheritdoc/>
    public int StateDim => n;

    /// <inheritdoc/>
    public int InputDim => m;

    /// <inheritdoc/>
    public int RiccatiStepWorkspaceLength => ComposedRiccatiStep.WorkspaceLength(n, m);

    /// <inheritdoc/>
    public bool RiccatiStep(
        ref T a,
        ref T b,
        ref T q,
        ref T r,
        ref T s,
        bool hasCross,
        ref T p,
        ref T gain,
        ref T destination,
        ref T workspace) =>
        ComposedRiccatiStep.Run(this, ref a, ref b, ref q, ref r, ref s, hasCross, ref p, ref gain, ref destination, ref workspace);
}
