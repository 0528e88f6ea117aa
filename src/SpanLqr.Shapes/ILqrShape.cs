using System.ComponentModel;
using System.Numerics;

namespace SpanLqr.Shapes;

/// <summary>
/// The matrix work of one problem size in double precision: what the solvers take. To the kernels of
/// <see cref="ILqrShape{T}"/> it adds the steps of structured doubling, which single precision has no use for, and rollouts, which
/// choose their precision by themselves.
/// </summary>
/// <remarks>Unchecked, like the members of <see cref="ILqrShape{T}"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ILqrShape : ILqrShape<double>
{
    /// <summary>The entries of workspace that the doubling members need.</summary>
    int DoublingWorkspaceLength { get; }

    /// <summary>
    /// The first half of a doubling step: V = (I + GH)⁻¹A, Y = (I + GH)⁻¹G, Δ = A'(HV), H ← H + Δ, with elimination without
    /// row exchanges. About 10·n·n·n flops.
    /// </summary>
    /// <param name="a">A, n×n.</param>
    /// <param name="g">G, n×n, symmetric.</param>
    /// <param name="h">H, n×n, symmetric; updated.</param>
    /// <param name="v">V, n×n.</param>
    /// <param name="y">Y, n×n.</param>
    /// <param name="step">Δ, n×n, symmetric.</param>
    /// <param name="workspace"><see cref="DoublingWorkspaceLength"/> entries.</param>
    /// <returns>False where a pivot cancels to less than 1/1024 of what it was: rows must be exchanged. H is then untouched.</returns>
    bool DoublingCost(ref double a, ref double g, ref double h, ref double v, ref double y, ref double step, ref double workspace);

    /// <summary>Δ = A'(HV), H ← H + Δ: the first half of a doubling step for a V that is known. About 3·n·n·n flops.</summary>
    void DoublingUpdate(ref double a, ref double h, ref double v, ref double step, ref double workspace);

    /// <summary>The second half of a doubling step: G ← G + (AY)A', D ← AV, the next A. About 5·n·n·n flops.</summary>
    void DoublingDynamics(ref double a, ref double v, ref double y, ref double g, ref double destination, ref double workspace);

    /// <summary>
    /// W rollouts side by side, one in each lane: <paramref name="steps"/> times sum ← sum + x'Mx + 2g'x, x ← Fx + c + Lz.
    /// </summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="loop">F, c, M, g and L as <see cref="LoopLayout"/> has them.</param>
    /// <param name="noise">z: for each step n vectors of standard normals; not read where there is no noise.</param>
    /// <param name="state">x, n vectors, followed by n vectors of scratch.</param>
    /// <param name="sum">The summed costs.</param>
    /// <remarks>
    /// About 3n² + 7n flops a step and lane, n² more with a triangular factor. In every lane and at every width: 2g first, then
    /// M ascending, and c first, then L ascending, then F ascending, all in one accumulator of fused multiply-adds.
    /// </remarks>
    void AdvanceRollouts<TLanes, TVector, T, TEntries, TNoise>(int steps, ref T loop, ref T noise, ref TVector state, ref TVector sum)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
        where TEntries : struct, ILaneEntries<TVector, T>
        where TNoise : struct, INoiseFactor;

    /// <summary>
    /// W Riccati recursions side by side, one in each lane: <paramref name="stages"/> times K = (R + B'PB)⁻¹(B'PA + S'),
    /// P ← Q + A'PA − (A'PB + S)K, backwards in time.
    /// </summary>
    /// <param name="stages">The number of stages.</param>
    /// <param name="hasCross">Whether S takes part.</param>
    /// <param name="stage">A, B, Q, R and S as <see cref="BatchLayout"/> has them, the same at all stages.</param>
    /// <param name="recursion">P and what became of each lane; a lane that has failed goes on with numbers of no meaning.</param>
    /// <param name="gain">Entry (0, 0) of K of the stage that comes last in time.</param>
    /// <param name="gainStride">What is subtracted from the place of a gain to get that of the stage before; 0 keeps the first in time alone.</param>
    /// <param name="entryStride">From an entry of K, by rows, to the next one.</param>
    /// <param name="workspace"><see cref="BatchLayout.WorkspaceLength"/> vectors.</param>
    /// <remarks>
    /// About 3n³ + 5n²m + 2nm² flops a stage and lane. In every lane and at every width the operations of <see cref="ILqrShape{T}.RiccatiStep"/>
    /// where that is fused, in its order.
    /// </remarks>
    void AdvanceRiccati<TLanes, TVector, T>(
        int stages, bool hasCross, ref TVector stage, ref TVector recursion, ref T gain, nint gainStride, nint entryStride, ref TVector workspace)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, INumberBase<T>;
}
