using System;
using System.Runtime.InteropServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The discrete Lyapunov equation X = Q + AXA': by doubling for a stable A, by a direct solver for any other.</summary>
public static class Lyapunov
{
    /// <summary>The entries of workspace that <see cref="Solve"/> needs: 4n².</summary>
    /// <param name="shape">The shape; only n counts.</param>
    public static int WorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape => 
        SpanLength.Of((2L * shape.StateDim * shape.StateDim) + StableSeries.WorkspaceLength(shape), nameof(shape));

    /// <summary>X = Q + A·X·A', the stationary covariance of x⁺ = Ax + w, w ~ (0, Q).</summary>
    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A, n×n, ρ(A) &lt; 1. For X = Q + A'XA pass A'.</param>
    /// <param name="q">Q, n×n. Where it is symmetric to 1e-9 of its largest entry its symmetric part counts; any other Q is taken as it is.</param>
    /// <param name="destination">X, n×n, exactly symmetric where Q is symmetric. May not overlap the inputs.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>The status; the destination holds a solution for Ok and Singular and is unspecified otherwise.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; the destination or the workspace overlaps another span; or the shape has no size.</exception>
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
        Guard guard = Guard.Of(shape);
        guard.Reads(a, n, n);
        guard.Reads(q, n, n);
        guard.Writes(destination, n, n);
        guard.Scratch(workspace, WorkspaceLength(shape));
        var memory = new Workspace(workspace);
        ref double transposed = ref memory.Take(nn);
        ref double power = ref memory.Take(nn);
        ref double scratch = ref memory.Take(StableSeries.WorkspaceLength(shape));
        ref double x = ref MemoryMarshal.GetReference(destination);
        bool isSymmetric = TakeRightSide(shape, q, destination);
        shape.TransposeA(ref MemoryMarshal.GetReference(a), ref transposed);
        Dense.Copy(ref transposed, ref power, nn);
        SolveStatus status = StableSeries.Sum(shape, ref power, ref x, ref scratch, out int iterations, isSymmetric: isSymmetric);
        if (status == SolveStatus.Unstable && SpectralRadius.Compute(shape, ref MemoryMarshal.GetReference(a), ref scratch) < 1)
        {
            // The sum of a stable A ends: what left the numbers was their size.
            status = SolveStatus.NonFinite;
        }

        if (status is not (SolveStatus.Ok or SolveStatus.Singular))
        {
            return new LyapunovResult(status, iterations, double.NaN);
        }

        ref double mapped = ref power;
        StableSeries.Map(shape, ref transposed, ref x, ref scratch, ref mapped, isSymmetric);
        Dense.Subtract(ref mapped, ref x, ref mapped, nn);
        TakeRightSide(shape, q, Dense.Span(ref scratch, nn));
        Dense.Add(ref mapped, ref scratch, ref mapped, nn);
        double residual = Dense.FrobeniusNorm(ref mapped, nn) / (1 + Dense.FrobeniusNorm(ref x, nn));
        return new LyapunovResult(double.IsFinite(residual) ? status : SolveStatus.NonFinite, iterations, residual);
    }

    /// <summary>The entries of workspace that <see cref="SolveDirect"/> needs: about 8n².</summary>
    /// <param name="shape">The shape; only n counts.</param>
    public static int DirectWorkspaceLength<TShape>(TShape shape)
        where TShape : struct, ILqrShape =>
        SpanLength.Of((2L * shape.StateDim * shape.StateDim) + SteinDirect.WorkspaceLength(shape.StateDim, shape.StateDim, nameof(shape)), nameof(shape));

    /// <summary>The one X = Q + A·X·A' of any A, stable or not, where no product of two eigenvalues of A is 1.</summary>
    /// <param name="shape">The shape; only n counts.</param>
    /// <param name="a">A, n×n. For X = Q + A'XA pass A'.</param>
    /// <param name="q">Q, n×n. Where it is symmetric to 1e-9 of its largest entry its symmetric part counts; any other Q is taken as it is.</param>
    /// <param name="destination">X, n×n, exactly symmetric where Q is symmetric; a covariance only where A is stable. May not overlap the inputs.</param>
    /// <param name="workspace">At least <see cref="DirectWorkspaceLength"/> entries; overwritten.</param>
    /// <returns>Ok; Singular where λ_i·λ_j = 1 to rounding; NonFinite; NotConverged. X is NaN unless it is Ok. Iterations is 0.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; the destination or the workspace overlaps another span; or the shape has no size.</exception>
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
        Guard guard = Guard.Of(shape);
        guard.Reads(a, n, n);
        guard.Reads(q, n, n);
        guard.Writes(destination, n, n);
        guard.Scratch(workspace, DirectWorkspaceLength(shape));
        SolveStatus status = SolveStatus.NonFinite;
        double residual = double.NaN;
        bool isSymmetric = false;
        if (Dense.IsFinite(a) && Dense.IsFinite(q))
        {
            var memory = new Workspace(workspace);
            ref double left = ref MemoryMarshal.GetReference(a);
            ref double transposed = ref memory.Take(nn);
            ref double weight = ref memory.Take(nn);
            shape.TransposeA(ref left, ref transposed);
            isSymmetric = TakeRightSide(shape, q, Dense.Span(ref weight, nn));
            var direct = new SteinDirect(new SteinMap(n, n), memory);
            status = direct.TryFactorSymmetric(ref left)
                ? direct.Solve(ref left, ref transposed, ref weight, ref destination[0], out residual)
                : SolveStatus.NotConverged;
        }

        if (status != SolveStatus.Ok)
        {
            destination.Fill(double.NaN);
        }
        else if (isSymmetric)
        {
            shape.SymmetrizeA(ref destination[0]);
        }

        return new LyapunovResult(status, 0, residual);
    }

    /// <summary>Q, or its symmetric part where it is one by the rule for weights; whether it is.</summary>
    private static bool TakeRightSide<TShape>(TShape shape, ReadOnlySpan<double> q, Span<double> destination)
        where TShape : struct, ILqrShape
    {
        bool isSymmetric = Symmetric.IsWithinTolerance(q, shape.StateDim);
        q.CopyTo(destination);
        if (isSymmetric)
        {
            Symmetric.WritePart(q, shape.StateDim, destination);
        }

        return isSymmetric;
    }
}
