using System;
using System.Numerics;

namespace SpanLqr.Shapes;

// The Riccati stage.
public static partial class Kernels
{
    /// <summary>One stage of the Riccati recursion: <c>K = (R + B'PB)⁻¹(B'PA + S')</c>, <c>P⁻ = Q + A'PA − (A'PB + S)K</c>.</summary>
    /// <typeparam name="TShape">The problem size.</typeparam>
    /// <typeparam name="T">The precision.</typeparam>
    /// <param name="shape">The shape, which gives n and m.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <param name="r">R, m×m, symmetric.</param>
    /// <param name="s">S, n×m; empty for no cross weight.</param>
    /// <param name="p">P of the next stage, n×n, symmetric.</param>
    /// <param name="gain">K, m×n.</param>
    /// <param name="destination">P of this stage, n×n, symmetric to the bit; may be <paramref name="p"/>.</param>
    /// <param name="workspace">At least <see cref="IShapeSize.RiccatiStepWorkspaceLength"/> entries, left with no meaning.</param>
    /// <returns>False where R + B'PB is not positive definite (or not finite); the outputs are then unspecified.</returns>
    /// <exception cref="ArgumentException"><paramref name="a"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="b"/> has a length other than n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="q"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="r"/> has a length other than m·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="s"/> is neither empty nor of length n·m.</exception>
    /// <exception cref="ArgumentException"><paramref name="p"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="gain"/> has a length other than m·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has a length other than n·n.</exception>
    /// <exception cref="ArgumentException"><paramref name="workspace"/> has fewer than <see cref="IShapeSize.RiccatiStepWorkspaceLength"/> entries.</exception>
    /// <exception cref="ArgumentException"><paramref name="gain"/> overlaps <paramref name="a"/>, <paramref name="b"/>, <paramref name="q"/>, <paramref name="r"/>, <paramref name="s"/> or <paramref name="p"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="a"/>, <paramref name="b"/>, <paramref name="q"/>, <paramref name="r"/>, <paramref name="s"/> or <paramref name="gain"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="workspace"/> overlaps <paramref name="a"/>, <paramref name="b"/>, <paramref name="q"/>, <paramref name="r"/>, <paramref name="s"/>, <paramref name="p"/>, <paramref name="gain"/> or <paramref name="destination"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> overlaps <paramref name="p"/> without being the same memory.</exception>
    /// <remarks>About 3·n·n·n + 6·n·n·m + 3·n·m·m flops where the shape has no fused stage, fewer where it has; allocates nothing. Source: Bertsekas, Dynamic Programming and Optimal Control, vol. 1, section 4.1. HPIPM: a stage of the backward Riccati recursion.</remarks>
    public static bool RiccatiStep<TShape, T>(
        TShape shape,
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        ReadOnlySpan<T> q,
        ReadOnlySpan<T> r,
        ReadOnlySpan<T> s,
        ReadOnlySpan<T> p,
        Span<T> gain,
        Span<T> destination,
        Span<T> workspace)
        where TShape : struct, ILqrShape<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape.StateDim;
        int m = shape.InputDim;
        Border.Length(a, n, n);
        Border.Length(b, n, m);
        Border.Length(q, n, n);
        Border.Length(r, m, m);
        bool hasCross = !s.IsEmpty;
        if (hasCross)
        {
            Border.Length(s, n, m);
        }

        Border.Length(p, n, n);
        Border.Length(gain, m, n);
        Border.Length(destination, n, n);
        Border.Workspace(workspace, shape.RiccatiStepWorkspaceLength);
        Border.Apart(gain, a);
        Border.Apart(gain, b);
        Border.Apart(gain, q);
        Border.Apart(gain, r);
        Border.Apart(gain, s);
        Border.Apart(gain, p);
        Border.Apart(destination, a);
        Border.Apart(destination, b);
        Border.Apart(destination, q);
        Border.Apart(destination, r);
        Border.Apart(destination, s);
        Border.Apart(destination, gain);
        Border.Apart(workspace, a);
        Border.Apart(workspace, b);
        Border.Apart(workspace, q);
        Border.Apart(workspace, r);
        Border.Apart(workspace, s);
        Border.Apart(workspace, p);
        Border.Apart(workspace, gain);
        Border.Apart(workspace, destination);
        Border.SameOrApart(destination, p);
        return shape.RiccatiStep(
            ref Border.Start(a),
            ref Border.Start(b),
            ref Border.Start(q),
            ref Border.Start(r),
            ref Border.Start(s),
            hasCross,
            ref Border.Start(p),
            ref Border.Start(gain),
            ref Border.Start(destination),
            ref Border.Start(workspace));
    }
}
