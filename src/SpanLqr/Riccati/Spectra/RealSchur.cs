using System;
using SpanLqr.Linear;

namespace SpanLqr.Riccati;

/// <summary>
/// The real Schur form A = ZTZ', T quasi upper triangular with 1×1 and 2×2 blocks, by Hessenberg reduction and Francis's
/// implicit double-shift QR steps.
/// </summary>
/// <remarks>
/// About 25n³ flops. A 2×2 block may have real eigenvalues: a solver that takes blocks as they come does not mind.
/// Source: Golub and Van Loan, Matrix Computations, algorithms 7.4.2, 7.5.1 and 7.5.2.
/// </remarks>
internal static class RealSchur
{
    // Two or three steps an eigenvalue are usual; LAPACK allows thirty.
    private const int MaxStepsPerEigenvalue = 30;

    // After so many steps on one block without a split the shifts are replaced by arbitrary ones, against cycles.
    private const int StepsBeforeExceptionalShift = 10;

    private const double UnitRoundoff = 1.1102230246251565e-16;

    /// <summary>The entries of workspace that <see cref="TryReduce"/> needs.</summary>
    public static int WorkspaceLength(int order) => SpanLength.Of(2L * order, nameof(order));

    /// <param name="n">The order.</param>
    /// <param name="a">A on entry, T on return; exact zeros below the blocks.</param>
    /// <param name="z">Receives Z, orthogonal.</param>
    /// <param name="workspace"><see cref="WorkspaceLength"/> entries.</param>
    /// <returns>False where A is not finite or the budget ran out.</returns>
    public static bool TryReduce(int n, Span<double> a, Span<double> z, Span<double> workspace)
    {
        double largest = Dense.MaxAbs(ref a[0], n * n);
        Dense.SetDiagonal(ref z[0], 1, n);
        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest == 0;
        }

        // Squares of entries are formed below; an exact power of two keeps them in range.
        int exponent = Math.Clamp(Math.ILogB(largest), -1000, 1000);
        Dense.Scale(ref a[0], Math.ScaleB(1, -exponent), ref a[0], n * n);
        ReduceToHessenberg(n, a, z, workspace);
        bool converged = TryTriangularise(n, a, z, workspace[..n]);
        Dense.Scale(ref a[0], Math.ScaleB(1, exponent), ref a[0], n * n);
        return converged;
    }

    /// <summary>Whether rows k and k + 1 of T form one 2×2 block.</summary>
    public static bool IsPair(int n, ReadOnlySpan<double> t, int k) => k < n - 1 && t[((k + 1) * n) + k] != 0;

    private static void ReduceToHessenberg(int n, Span<double> a, Span<double> z, Span<double> workspace)
    {
        for (int k = 0; k < n - 2; k++)
        {
            Span<double> v = workspace.Slice(n, n - k - 1);
            for (int i = 0; i < v.Length; i++)
            {
                v[i] = a[((k + 1 + i) * n) + k];
                a[((k + 1 + i) * n) + k] = 0;
            }

            double beta = Reflection.Make(v, out double image);
            a[((k + 1) * n) + k] = image;
            if (beta != 0)
            {
                Reflection.ApplyLeft(v, beta, a, n, k + 1, k + 1, workspace[..n]);
                Reflection.ApplyRight(v, beta, a, n, n, k + 1);
                Reflection.ApplyRight(v, beta, z, n, n, k + 1);
            }
        }
    }

    /// <summary>Splits off one block after the other at the lower end of the unreduced part.</summary>
    private static bool TryTriangularise(int n, Span<double> h, Span<double> z, Span<double> workspace)
    {
        int last = n - 1;
        int steps = 0;
        int budget = MaxStepsPerEigenvalue * n;
        while (last > 0)
        {
            int first = last;
            while (first > 0 && !TrySplit(n, h, first))
            {
                first--;
            }

            if (first >= last - 1)
            {
                last = first - 1;
                steps = 0;
                continue;
            }

            if (budget-- == 0)
            {
                return false;
            }

            steps++;
            Step(n, h, z, first, last, steps % StepsBeforeExceptionalShift == 0, workspace);
        }

        return true;
    }

    /// <summary>Puts a subdiagonal entry that is rounding beside its neighbours to zero.</summary>
    private static bool TrySplit(int n, Span<double> h, int k)
    {
        ref double entry = ref h[(k * n) + k - 1];
        double size = Math.Abs(h[((k - 1) * n) + k - 1]) + Math.Abs(h[(k * n) + k]);

        // The matrix has been scaled to about 1, which stands in for a diagonal of zeros.
        if (Math.Abs(entry) > UnitRoundoff * (size == 0 ? 1 : size))
        {
            return false;
        }

        entry = 0;
        return true;
    }

    /// <summary>One double-shift step on the unreduced block: three-row reflections chase the bulge from top to bottom.</summary>
    private static void Step(int n, Span<double> h, Span<double> z, int first, int last, bool exceptional, Span<double> workspace)
    {
        Span<double> reflector = stackalloc double[3];
        FirstColumn(n, h, first, last, exceptional, reflector);
        for (int k = first; k < last; k++)
        {
            Span<double> v = reflector[..Math.Min(3, last - k + 1)];
            if (k > first)
            {
                for (int i = 0; i < v.Length; i++)
                {
                    v[i] = h[((k + i) * n) + k - 1];
                    h[((k + i) * n) + k - 1] = 0;
                }
            }

            double beta = Reflection.Make(v, out double image);
            if (k > first)
            {
                h[(k * n) + k - 1] = image;
            }

            if (beta != 0)
            {
                Reflection.ApplyLeft(v, beta, h, n, k, k, workspace);
                Reflection.ApplyRight(v, beta, h, n, Math.Min(k + 3, last) + 1, k);
                Reflection.ApplyRight(v, beta, z, n, n, k);
            }
        }
    }

    /// <summary>The first column of (H − σ₁I)(H − σ₂I), divided by its subdiagonal entry; σ are the eigenvalues of the last 2×2 block.</summary>
    private static void FirstColumn(int n, ReadOnlySpan<double> h, int first, int last, bool exceptional, Span<double> column)
    {
        double upper = h[((last - 1) * n) + last - 1], lower = h[(last * n) + last];
        double product = h[((last - 1) * n) + last] * h[(last * n) + last - 1];
        if (exceptional)
        {
            // The shifts of EISPACK's hqr.
            double size = Math.Abs(h[(last * n) + last - 1]) + Math.Abs(h[((last - 1) * n) + last - 2]);
            upper = lower = lower + (0.75 * size);
            product = -0.4375 * size * size;
        }

        int at = first * (n + 1);
        double fromUpper = upper - h[at], fromLower = lower - h[at];
        column[0] = (((fromUpper * fromLower) - product) / h[at + n]) + h[at + 1];
        column[1] = h[at + n + 1] - h[at] - fromUpper - fromLower;
        column[2] = h[at + (2 * n) + 1];
    }
}
