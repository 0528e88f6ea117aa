using System;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The discrete Lyapunov equation by doubling.</summary>
public static class Lyapunov
{
    /// <summary>The entries of workspace that <see cref="Solve"/> needs: 4n².</summary>
    /// <param name="shape">The shape; only n counts.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => (2 * shape.StateDim * shape.StateDim) + StableSeries.WorkspaceLength(shape);

    /// <summary>X = Q + A·X·A', the stationary covariance of x⁺ = Ax + w, w ~ (0, Q).</summary>
    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A, n×n, ρ(A) &lt; 1. For X = Q + A'XA pass A'.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <param name="destination">X, n×n, exactly symmetric. May not overlap the inputs.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>The status; the destination holds a solution for Ok and Singular and is unspecified otherwise.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; or the destination or the workspace overlaps another span.</exception>
    /// <remarks>About 5n³ flops a doubling, log₂(36/(1−ρ)) doublings. Source: R. A. Smith, SIAM J. Appl. Math. 16 (1968).</remarks>
    public static LyapunovResult Solve<TShape>(
        TShape shape,
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> q,
        Span<double> destination,
        Span<double> workspace)
        where TShape : struct, ILqrShape
    {
        int n = shape.StateDim, nn = n * n;
        Border.Length(a, n, n);
        Border.Length(q, n, n);
        Border.Length(destination, n, n);
        Border.Workspace(workspace, WorkspaceLength(shape));
        Border.Apart(destination, a);
        Border.Apart(destination, q);
        Border.Apart(workspace, a);
        Border.Apart(workspace, q);
        Border.Apart(workspace, destination);
        var memory = new Workspace(workspace);
        ref double transposed = ref memory.Take(nn);
        ref double power = ref memory.Take(nn);
        ref double scratch = ref memory.Take(StableSeries.WorkspaceLength(shape));
        ref double x = ref MemoryMarshal.GetReference(destination);
        q.CopyTo(destination);
        shape.SymmetrizeA(ref x);
        shape.TransposeA(ref MemoryMarshal.GetReference(a), ref transposed);
        Dense.Copy(ref transposed, ref power, nn);
        SolveStatus status = StableSeries.Sum(shape, ref power, ref x, ref scratch, out int iterations);
        if (status is not (SolveStatus.Ok or SolveStatus.Singular))
        {
            return new LyapunovResult(status, iterations, double.NaN);
        }

        ref double mapped = ref power;
        shape.CongruenceA(ref transposed, ref x, ref scratch, ref mapped);
        Dense.Subtract(ref mapped, ref x, ref mapped, nn);
        Dense.Add(ref mapped, ref MemoryMarshal.GetReference(q), ref mapped, nn);
        double residual = Dense.FrobeniusNorm(ref mapped, nn) / (1 + Dense.FrobeniusNorm(ref x, nn));
        return new LyapunovResult(double.IsFinite(residual) ? status : SolveStatus.NonFinite, iterations, residual);
    }
}
