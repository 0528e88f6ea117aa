using System;
using System.Numerics.Tensors;

namespace SpanLqr.Riccati;

/// <summary>Y = C + TYS for quasi upper triangular T and S, block by block from the lower left: the core of Bartels and Stewart's method.</summary>
internal static class QuasiTriangularStein
{
    // How many roundings of an eigenvalue, each ε of its matrix's norm, λμ may lie from 1 and count as 1.
    private const double SingularRoundings = 8;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    /// <summary>The entries of workspace that <see cref="TrySolve"/> needs.</summary>
    public static int WorkspaceLength(int columns) => SpanLength.Of(2L * columns, nameof(columns));

    /// <param name="p">Rows of Y.</param>
    /// <param name="q">Columns of Y.</param>
    /// <param name="t">T, p×p.</param>
    /// <param name="s">S, q×q.</param>
    /// <param name="y">C on entry, Y on return.</param>
    /// <param name="workspace"><see cref="WorkspaceLength"/> entries.</param>
    /// <returns>False where λ(T)·λ(S) = 1 to rounding for some pair; Y is then unspecified.</returns>
    /// <remarks>2p²q + 2pq² flops, along rows.</remarks>
    public static bool TrySolve(int p, int q, ReadOnlySpan<double> t, ReadOnlySpan<double> s, Span<double> y, Span<double> workspace)
    {
        double normT = OrderedSums.Norm(t), normS = OrderedSums.Norm(s);
        for (int end = p; end > 0;)
        {
            int first = end > 1 && RealSchur.IsPair(p, t, end - 2) ? end - 2 : end - 1;
            for (int i = first; i < end; i++)
            {
                AddRowsBelow(p, q, t, s, y, i, end, workspace[..q]);
            }

            if (!TrySolveRows(p, q, t, s, y, first, end - first, normT, normS))
            {
                return false;
            }

            end = first;
        }

        return true;
    }

    /// <summary>Row i of C gains (Σ_{k ≥ end} t_ik·y_k)·S.</summary>
    private static void AddRowsBelow(int p, int q, ReadOnlySpan<double> t, ReadOnlySpan<double> s, Span<double> y, int i, int end, Span<double> sum)
    {
        if (end == p)
        {
            return;
        }

        sum.Clear();
        for (int k = end; k < p; k++)
        {
            TensorPrimitives.MultiplyAdd(y.Slice(k * q, q), t[(i * p) + k], sum, sum);
        }

        for (int l = 0; l < q; l++)
        {
            int start = Math.Max(0, l - 1);
            Span<double> row = y.Slice((i * q) + start, q - start);
            TensorPrimitives.MultiplyAdd(s.Slice((l * q) + start, q - start), sum[l], row, row);
        }
    }

    /// <summary>The rows of one block of T, from the first block of S to the last.</summary>
    private static bool TrySolveRows(
        int p,
        int q,
        ReadOnlySpan<double> t,
        ReadOnlySpan<double> s,
        Span<double> y,
        int row,
        int height,
        double normT,
        double normS)
    {
        BlockEigenvalues lambda = BlockEigenvalues.Of(p, t, row);
        for (int column = 0; column < q;)
        {
            int width = RealSchur.IsPair(q, s, column) ? 2 : 1;
            BlockEigenvalues mu = BlockEigenvalues.Of(q, s, column);
            double rounding = SingularRoundings * UnitRoundoff * ((normT * mu.Modulus) + (lambda.Modulus * normS));
            if (!(lambda.DistanceFromReciprocal(mu) > rounding)
                || !TrySolveBlock(t.Slice(row * (p + 1)), p, s.Slice(column * (q + 1)), q, y.Slice((row * q) + column), height, width))
            {
                return false;
            }

            for (int i = 0; i < height; i++)
            {
                for (int l = 0; l < width; l++)
                {
                    // (T_II·Y_IJ)_il joins the right sides of the columns to come.
                    double moved = 0;
                    for (int k = 0; k < height; k++)
                    {
                        moved += t[((row + i) * p) + row + k] * y[((row + k) * q) + column + l];
                    }

                    int next = column + width;
                    Span<double> rest = y.Slice(((row + i) * q) + next, q - next);
                    TensorPrimitives.MultiplyAdd(s.Slice(((column + l) * q) + next, q - next), moved, rest, rest);
                }
            }

            column += width;
        }

        return true;
    }

    /// <summary>y − T_II·y·S_JJ = c for a block of at most 2×2, as at most four equations.</summary>
    private static bool TrySolveBlock(
        ReadOnlySpan<double> t,
        int strideT,
        ReadOnlySpan<double> s,
        int strideS,
        Span<double> y,
        int height,
        int width)
    {
        int order = height * width;
        Span<double> equations = stackalloc double[16];
        Span<double> unknowns = stackalloc double[4];
        for (int e = 0; e < order; e++)
        {
            int i = e / width, j = e % width;
            unknowns[e] = y[(i * strideS) + j];
            for (int u = 0; u < order; u++)
            {
                equations[(e * order) + u] = (e == u ? 1 : 0) - (t[(i * strideT) + (u / width)] * s[((u % width) * strideS) + j]);
            }
        }

        if (!TryEliminate(order, equations, unknowns))
        {
            return false;
        }

        for (int e = 0; e < order; e++)
        {
            y[((e / width) * strideS) + (e % width)] = unknowns[e];
        }

        return true;
    }

    /// <summary>Gauss with row exchanges.</summary>
    private static bool TryEliminate(int order, Span<double> equations, Span<double> unknowns)
    {
        for (int k = 0; k < order; k++)
        {
            int chosen = k;
            for (int i = k + 1; i < order; i++)
            {
                chosen = Math.Abs(equations[(i * order) + k]) > Math.Abs(equations[(chosen * order) + k]) ? i : chosen;
            }

            for (int j = 0; j < order; j++)
            {
                (equations[(k * order) + j], equations[(chosen * order) + j]) = (equations[(chosen * order) + j], equations[(k * order) + j]);
            }

            (unknowns[k], unknowns[chosen]) = (unknowns[chosen], unknowns[k]);
            double pivot = equations[(k * order) + k];
            if (pivot == 0 || !double.IsFinite(pivot))
            {
                return false;
            }

            for (int i = k + 1; i < order; i++)
            {
                double factor = equations[(i * order) + k] / pivot;
                for (int j = k + 1; j < order; j++)
                {
                    equations[(i * order) + j] -= factor * equations[(k * order) + j];
                }

                unknowns[i] -= factor * unknowns[k];
            }
        }

        for (int k = order - 1; k >= 0; k--)
        {
            for (int j = k + 1; j < order; j++)
            {
                unknowns[k] -= equations[(k * order) + j] * unknowns[j];
            }

            unknowns[k] /= equations[(k * order) + k];
        }

        return true;
    }
}
