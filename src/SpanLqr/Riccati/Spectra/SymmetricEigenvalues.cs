using System;
using System.Runtime.InteropServices;
using SpanLqr.Linear;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>The eigenvalues of a symmetric matrix, by Householder reduction to tridiagonal form and QR steps with Wilkinson's shift.</summary>
public static class SymmetricEigenvalues
{
    // Two or three QR steps an eigenvalue are usual; thirty have never been seen to fail.
    private const int MaxStepsPerEigenvalue = 30;

    private const double UnitRoundoff = 1.1102230246251565e-16;

    // The matrix is scaled to about 1 first; below this an off-diagonal entry moves no eigenvalue by a bit of the largest.
    private const double Negligible = UnitRoundoff * UnitRoundoff;

    /// <summary>The entries of workspace that <see cref="Compute(int, ReadOnlySpan{double}, Span{double}, Span{double})"/> needs: n² + 2n.</summary>
    /// <param name="order">n.</param>
    public static int WorkspaceLength(int order) => LengthOf(order, nameof(order));

    internal static int LengthOf(int order, string argument) => SpanLength.Of(((long)order * order) + (2L * order), argument);

    /// <summary>All eigenvalues of A, in ascending order.</summary>
    /// <param name="order">n, at least 1.</param>
    /// <param name="a">A, n×n, symmetric (both triangles are read).</param>
    /// <param name="eigenvalues">n entries. May not overlap A.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> entries; overwritten.</param>
    /// <returns>Ok; NonFinite where A is not finite or an eigenvalue is beyond the largest number, NotConverged where the budget ran out: the eigenvalues are then NaN.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A span has the wrong length; or an output or the workspace overlaps another span.</exception>
    /// <remarks>
    /// Each eigenvalue is exact for a matrix within a few n·ε·‖A‖ of A. About 2n³ flops. Allocates nothing.
    /// Source: Golub and Van Loan, Matrix Computations, algorithms 8.3.1 and 8.3.2.
    /// </remarks>
    public static SolveStatus Compute(int order, ReadOnlySpan<double> a, Span<double> eigenvalues, Span<double> workspace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Guard guard = default;
        guard.ReadsSymmetric(a, order);
        guard.Writes(eigenvalues, order, 1);
        guard.Scratch(workspace, WorkspaceLength(order));
        return Compute(order, ref MemoryMarshal.GetReference(a), eigenvalues, workspace);
    }

    internal static SolveStatus Compute(int order, ref double a, Span<double> eigenvalues, Span<double> workspace)
    {
        int length = order * order;
        double largest = Dense.MaxAbs(ref a, length);
        if (!double.IsFinite(largest))
        {
            eigenvalues.Fill(double.NaN);
            return SolveStatus.NonFinite;
        }

        if (largest == 0)
        {
            eigenvalues.Clear();
            return SolveStatus.Ok;
        }

        // An exact power of two, halved so that it is a normal number for the largest and the least entries alike.
        int exponent = Math.ILogB(largest) / 2;
        double scale = Math.ScaleB(1, -exponent);
        Span<double> copy = workspace[..length];
        Dense.Scale(ref a, scale, ref copy[0], length);
        double rest = Math.ScaleB(1, exponent - Math.ILogB(largest));
        Dense.Scale(ref copy[0], rest, ref copy[0], length);
        Span<double> offDiagonal = workspace.Slice(length, order);
        Tridiagonalise(order, copy, eigenvalues, offDiagonal, workspace.Slice(length + order, order));
        if (!TryDiagonalise(eigenvalues, offDiagonal))
        {
            eigenvalues.Fill(double.NaN);
            return SolveStatus.NotConverged;
        }

        eigenvalues.Sort();
        Dense.Scale(ref eigenvalues[0], 1 / rest, ref eigenvalues[0], order);
        Dense.Scale(ref eigenvalues[0], 1 / scale, ref eigenvalues[0], order);
        if (!Dense.IsFinite<double>(eigenvalues))
        {
            eigenvalues.Fill(double.NaN);
            return SolveStatus.NonFinite;
        }

        return SolveStatus.Ok;
    }

    /// <summary>A ← HAH for one reflection H = I − βvv' a column, on the lower triangle; leaves the diagonal and the subdiagonal.</summary>
    private static void Tridiagonalise(int n, Span<double> a, Span<double> diagonal, Span<double> offDiagonal, Span<double> product)
    {
        for (int k = 0; k < n - 2; k++)
        {
            double squares = 0;
            for (int i = k + 1; i < n; i++)
            {
                squares += a[(i * n) + k] * a[(i * n) + k];
            }

            ref double head = ref a[((k + 1) * n) + k];
            double image = -Math.CopySign(Math.Sqrt(squares), head);
            offDiagonal[k] = image;
            if (squares <= Negligible * Negligible)
            {
                continue;
            }

            // v overwrites the column below the diagonal; β = 2/v'v.
            double beta = 1 / (image * (image - head));
            head -= image;
            ReflectTrailing(n, k, beta, a, product);
        }

        for (int i = 0; i < n; i++)
        {
            diagonal[i] = a[(i * n) + i];
        }

        if (n > 1)
        {
            offDiagonal[n - 2] = a[((n - 1) * n) + n - 2];
        }
    }

    /// <summary>A ← A − vw' − wv' on the rows below k, w = βAv − ½β²(v'Av)v.</summary>
    private static void ReflectTrailing(int n, int k, double beta, Span<double> a, Span<double> w)
    {
        double along = 0;
        for (int i = k + 1; i < n; i++)
        {
            double sum = 0;
            for (int j = k + 1; j < n; j++)
            {
                sum += (i >= j ? a[(i * n) + j] : a[(j * n) + i]) * a[(j * n) + k];
            }

            w[i] = beta * sum;
            along += w[i] * a[(i * n) + k];
        }

        double share = 0.5 * beta * along;
        for (int i = k + 1; i < n; i++)
        {
            w[i] -= share * a[(i * n) + k];
        }

        for (int i = k + 1; i < n; i++)
        {
            double vi = a[(i * n) + k];
            for (int j = k + 1; j <= i; j++)
            {
                a[(i * n) + j] -= (vi * w[j]) + (w[i] * a[(j * n) + k]);
            }
        }
    }

    private static bool TryDiagonalise(Span<double> diagonal, Span<double> offDiagonal)
    {
        int last = diagonal.Length - 1;
        int budget = MaxStepsPerEigenvalue * diagonal.Length;
        while (last > 0)
        {
            int first = last;
            while (first > 0 && !IsNegligible(offDiagonal[first - 1], diagonal[first - 1], diagonal[first]))
            {
                first--;
            }

            if (first == last)
            {
                last--;
                continue;
            }

            if (budget-- == 0)
            {
                return false;
            }

            Step(diagonal, offDiagonal, first, last);
        }

        return true;
    }

    private static bool IsNegligible(double offDiagonal, double above, double below) =>
        Math.Abs(offDiagonal) <= (UnitRoundoff * (Math.Abs(above) + Math.Abs(below))) + Negligible;

    /// <summary>One implicit QR step on an unreduced block: the bulge that the shifted first rotation makes is chased downwards.</summary>
    private static void Step(Span<double> diagonal, Span<double> offDiagonal, int first, int last)
    {
        double half = 0.5 * (diagonal[last - 1] - diagonal[last]);
        double corner = offDiagonal[last - 1];
        double shift = diagonal[last] - (corner * corner / (half + Math.CopySign(Math.Sqrt((half * half) + (corner * corner)), half)));
        double kept = diagonal[first] - shift;
        double bulge = offDiagonal[first];
        for (int k = first; k < last; k++)
        {
            double length = Math.Sqrt((kept * kept) + (bulge * bulge));
            double c = length == 0 ? 1 : kept / length;
            double s = length == 0 ? 0 : bulge / length;
            if (k > first)
            {
                offDiagonal[k - 1] = length;
            }

            double gap = diagonal[k + 1] - diagonal[k];
            double moved = s * ((s * gap) + (2 * c * offDiagonal[k]));
            offDiagonal[k] = (c * s * gap) + (((c * c) - (s * s)) * offDiagonal[k]);
            diagonal[k] += moved;
            diagonal[k + 1] -= moved;
            if (k < last - 1)
            {
                kept = offDiagonal[k];
                bulge = s * offDiagonal[k + 1];
                offDiagonal[k + 1] *= c;
            }
        }
    }
}
