using System;
using System.Runtime.InteropServices;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The discrete Lyapunov equation X = Q + AXA': by doubling for a stable A, by a direct solver for any other.</summary>
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
    /// <remarks>
    /// Where the status is Unstable there is no stationary covariance, but the equation may still have one solution:
    /// <see cref="SolveDirect"/> finds it. About 5n³ flops a doubling, log₂(36/(1−ρ)) doublings. Source: R. A. Smith, SIAM J. Appl. Math. 16 (1968).
    /// </remarks>
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

    /// <summary>The entries of workspace that <see cref="SolveDirect"/> needs: about 8n².</summary>
    /// <param name="shape">The shape; only n counts.</param>
    public static int DirectWorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape =>
        checked((2 * shape.StateDim * shape.StateDim) + SteinDirect.WorkspaceLength(shape.StateDim, shape.StateDim));

    /// <summary>The one symmetric X = Q + A·X·A' of any A, stable or not, where no product of two eigenvalues of A is 1.</summary>
    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A, n×n. For X = Q + A'XA pass A'.</param>
    /// <param name="q">Q, n×n, symmetric.</param>
    /// <param name="destination">X, n×n, exactly symmetric; a covariance only where A is stable. May not overlap the inputs.</param>
    /// <param name="workspace">At least <see cref="DirectWorkspaceLength"/> entries; overwritten.</param>
    /// <returns>Ok; Singular where λ_i·λ_j = 1 to rounding; NonFinite; NotConverged. X is NaN unless it is Ok. Iterations is 0.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; or the destination or the workspace overlaps another span.</exception>
    /// <remarks>
    /// One real Schur form and two triangular solves, about 25n³ + 20n³ flops. Prefer <see cref="Solve"/> where A should be stable: it
    /// proves that, and keeps the small entries of a badly scaled X. Source: Kitagawa, Int. J. Control 25 (1977); Barraud, IEEE TAC 22
    /// (1977).
    /// </remarks>
    public static LyapunovResult SolveDirect<TShape>(
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
        Border.Workspace(workspace, DirectWorkspaceLength(shape));
        Border.Apart(destination, a);
        Border.Apart(destination, q);
        Border.Apart(workspace, a);
        Border.Apart(workspace, q);
        Border.Apart(workspace, destination);
        SolveStatus status = SolveStatus.NonFinite;
        double residual = double.NaN;
        if (Dense.IsFinite(a) && Dense.IsFinite(q))
        {
            var memory = new Workspace(workspace);
            ref double left = ref MemoryMarshal.GetReference(a);
            ref double transposed = ref memory.Take(nn);
            ref double weight = ref memory.Take(nn);
            shape.TransposeA(ref left, ref transposed);
            q.CopyTo(Dense.Span(ref weight, nn));
            shape.SymmetrizeA(ref weight);
            var direct = new SteinDirect(new SteinMap(n, n), memory);
            status = direct.TryFactorSymmetric(ref left)
                ? direct.Solve(ref left, ref transposed, ref weight, ref destination[0], out residual)
                : SolveStatus.NotConverged;
        }

        if (status == SolveStatus.Ok)
        {
            shape.SymmetrizeA(ref destination[0]);
        }
        else
        {
            destination.Fill(double.NaN);
        }

        return new LyapunovResult(status, 0, residual);
    }
}
