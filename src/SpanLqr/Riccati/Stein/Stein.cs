using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The Stein (discrete Sylvester) equation X = C + HXF, X rectangular.</summary>
public static class Stein
{
    // A sum by doubling whose residual is above so many roundings has lost digits to powers that grew before they decayed.
    private const double AcceptedRoundings = 1e3;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    /// <summary>The entries of workspace that the solvers need: about 2p² + 2q² + 2pq + max(p, q)².</summary>
    /// <param name="rows">p, the order of H.</param>
    /// <param name="columns">q, the order of F.</param>
    public static int WorkspaceLength(int rows, int columns) => SteinDirect.WorkspaceLength(rows, columns);

    /// <summary>The X of X = C + HXF: by doubling where ρ(H)·ρ(F) &lt; 1, directly otherwise.</summary>
    /// <param name="rows">p, at least 1.</param>
    /// <param name="columns">q, at least 1.</param>
    /// <param name="h">H, p×p.</param>
    /// <param name="f">F, q×q.</param>
    /// <param name="c">C, p×q.</param>
    /// <param name="destination">X, p×q. May not overlap the inputs.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>The status; X is NaN unless it is Ok.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> or <paramref name="columns"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; or the destination or the workspace overlaps another span.</exception>
    /// <remarks>
    /// For X = CF + HXF pass C·F as C. A doubling costs 2p³ + 2q³ + 2pq(p + q) flops, and log₂(39/−log ρ(H)ρ(F)) of them are
    /// needed; the direct solver costs about 25p³ + 25q³ + 10pq(p + q). Doubling proves its own case, since it ends only when the
    /// powers have decayed; where they do not, or where their growth on the way cost digits, the direct solver takes over.
    /// Source: R. A. Smith, SIAM J. Appl. Math. 16 (1968); Bartels and Stewart, CACM 15 (1972).
    /// </remarks>
    public static SteinResult Solve(
        int rows,
        int columns,
        ReadOnlySpan<double> h,
        ReadOnlySpan<double> f,
        ReadOnlySpan<double> c,
        Span<double> destination,
        Span<double> workspace)
    {
        Check(rows, columns, h, f, c, destination, workspace);
        bool done = TryDoubling(new SteinMap(rows, columns), h, f, c, destination, new Workspace(workspace), out int iterations, out double residual);
        return done
            ? new SteinResult(SolveStatus.Ok, iterations, false, residual)
            : Direct(rows, columns, h, f, c, destination, workspace) with { Iterations = iterations };
    }

    /// <summary>The X of X = C + HXF by the direct solver alone, which asks only that no λ_i(H)·λ_j(F) be 1.</summary>
    /// <inheritdoc cref="Solve"/>
    public static SteinResult SolveDirect(
        int rows,
        int columns,
        ReadOnlySpan<double> h,
        ReadOnlySpan<double> f,
        ReadOnlySpan<double> c,
        Span<double> destination,
        Span<double> workspace)
    {
        Check(rows, columns, h, f, c, destination, workspace);
        return Direct(rows, columns, h, f, c, destination, workspace);
    }

    private static void Check(
        int rows,
        int columns,
        ReadOnlySpan<double> h,
        ReadOnlySpan<double> f,
        ReadOnlySpan<double> c,
        Span<double> destination,
        Span<double> workspace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Guard guard = default;
        guard.Reads(h, rows, rows);
        guard.Reads(f, columns, columns);
        guard.Reads(c, rows, columns);
        guard.Writes(destination, rows, columns);
        guard.Scratch(workspace, WorkspaceLength(rows, columns));
    }

    private static bool TryDoubling(
        SteinMap map,
        ReadOnlySpan<double> h,
        ReadOnlySpan<double> f,
        ReadOnlySpan<double> c,
        Span<double> destination,
        Workspace memory,
        out int iterations,
        out double residual)
    {
        int p = map.Rows, q = map.Columns;
        ref double powerH = ref memory.Take(p * p);
        ref double powerF = ref memory.Take(q * q);
        ref double square = ref memory.Take(Math.Max(p * p, q * q));
        ref double product = ref memory.Take(p * q);
        ref double term = ref memory.Take(p * q);
        ref double x = ref destination[0];
        Dense.Copy(ref Border.Start(h), ref powerH, p * p);
        Dense.Copy(ref Border.Start(f), ref powerF, q * q);
        c.CopyTo(destination);
        residual = double.NaN;
        if (!SteinDoubling.TrySum(map, ref powerH, ref powerF, ref x, ref square, ref product, ref term, out iterations))
        {
            return false;
        }

        map.Residual(ref Border.Start(h), ref Border.Start(f), ref Border.Start(c), ref x, ref product, ref term);
        double norm = Dense.FrobeniusNorm(ref term, p * q), sizeX = Dense.FrobeniusNorm(ref x, p * q);
        double sizeMapped = Dense.FrobeniusNorm(ref Border.Start(h), p * p) * Dense.FrobeniusNorm(ref Border.Start(f), q * q) * sizeX;
        residual = norm / (1 + sizeX);
        return norm <= AcceptedRoundings * UnitRoundoff * (sizeMapped + sizeX);
    }

    private static SteinResult Direct(
        int rows,
        int columns,
        ReadOnlySpan<double> h,
        ReadOnlySpan<double> f,
        ReadOnlySpan<double> c,
        Span<double> destination,
        Span<double> workspace)
    {
        SolveStatus status = SolveStatus.NonFinite;
        double residual = double.NaN;
        if (Dense.IsFinite(h) && Dense.IsFinite(f) && Dense.IsFinite(c))
        {
            var direct = new SteinDirect(new SteinMap(rows, columns), new Workspace(workspace));
            ref double left = ref Border.Start(h), right = ref Border.Start(f);
            status = direct.TryFactor(ref left, ref right)
                ? direct.Solve(ref left, ref right, ref Border.Start(c), ref destination[0], out residual)
                : SolveStatus.NotConverged;
        }

        if (status != SolveStatus.Ok)
        {
            destination.Fill(double.NaN);
        }

        return new SteinResult(status, 0, true, residual);
    }
}
