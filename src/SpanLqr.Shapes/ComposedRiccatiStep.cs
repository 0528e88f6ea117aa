using System;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Shapes;

/// <summary>
/// The stage of the Riccati recursion put together from a shape's other kernels, for shapes that have no fused one.
/// </summary>
/// <remarks>Unchecked, like the members of <see cref="ILqrShape{T}"/>; call <see cref="Kernels.RiccatiStep"/> from outside.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ComposedRiccatiStep
{
    /// <summary>The workspace <see cref="Run"/> needs: 2n² + 2nm + m² entries.</summary>
    /// <param name="stateDim">n.</param>
    /// <param name="inputDim">m.</param>
    /// <returns>The number of entries.</returns>
    public static int WorkspaceLength(int stateDim, int inputDim) =>
        checked((2 * stateDim * stateDim) + (2 * stateDim * inputDim) + (inputDim * inputDim));

    /// <summary>
    /// K = G⁻¹H and P⁻ = Q + A'PA − H'K with G = R + B'PB and H = B'PA + S', by Cholesky factorisation of G.
    /// </summary>
    /// <remarks>
    /// About 3n³ + 6n²m + 3nm² flops. P⁻ is symmetrised at the end, so it is symmetric to the bit.
    /// </remarks>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape whose kernels do the work.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <param name="r">R, m×m, symmetric.</param>
    /// <param name="s">S, n×m; not read unless <paramref name="hasCross"/>.</param>
    /// <param name="hasCross">Whether S takes part.</param>
    /// <param name="p">P of the next stage, n×n, symmetric.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="destination">P of this stage, n×n. May be <paramref name="p"/>.</param>
    /// <param name="workspace"><see cref="WorkspaceLength"/> entries.</param>
    /// <returns>False where R + B'PB is not positive definite (or not finite); the outputs are then unspecified.</returns>
    public static bool Run<TShape, T>(
        TShape shape,
        ref T a,
        ref T b,
        ref T q,
        ref T r,
        ref T s,
        bool hasCross,
        ref T p,
        ref T gain,
        ref T destination,
        ref T workspace)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        ref T pa = ref workspace;
        ref T quadratic = ref Unsafe.Add(ref pa, n * n);
        ref T linear = ref Unsafe.Add(ref quadratic, n * n);
        ref T cross = ref Unsafe.Add(ref linear, n * m);
        ref T inner = ref Unsafe.Add(ref cross, n * m);

        // G = R + B'PB; P·B is not needed again, so H takes its place below.
        shape.CongruenceB(ref b, ref p, ref linear, ref inner);
        Add(ref inner, ref r, ref inner, m * m);
        if (!shape.CholeskyFactorR(ref inner, ref inner))
        {
            return false;
        }

        // The last use of P is here, which is why the destination may be P.
        shape.CongruenceA(ref a, ref p, ref pa, ref quadratic);
        shape.MultiplyBtA(ref b, ref pa, ref linear);
        if (hasCross)
        {
            shape.TransposeB(ref s, ref cross);
            Add(ref linear, ref cross, ref linear, n * m);
        }

        shape.CholeskySolveRK(ref inner, ref linear, ref gain);
        Add(ref q, ref quadratic, ref destination, n * n);
        shape.MultiplyAddKtK(ref linear, ref gain, T.NegativeOne, ref destination, ref destination);
        shape.SymmetrizeA(ref destination);
        return true;
    }

    private static void Add<T>(ref T x, ref T y, ref T destination, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TensorPrimitives.Add(
            MemoryMarshal.CreateReadOnlySpan(ref x, length),
            MemoryMarshal.CreateReadOnlySpan(ref y, length),
            MemoryMarshal.CreateSpan(ref destination, length));
}
