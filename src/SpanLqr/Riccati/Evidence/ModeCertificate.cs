using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpanLqr.Riccati;

/// <summary>
/// The proof that no input reaches a mode on or outside the unit circle: λ and w ≠ 0 with w*A = λw* and w*B = 0, |λ| ≥ 1, for matrices whose
/// entries differ from those given by rounding only.
/// </summary>
/// <remarks>
/// Each column of w*[A − λI, B] is compared with the sum of the moduli of its terms, so that w is exact for a change of every entry by
/// its own rounding: no unit of a state or an input can feign a mode that is not reached. The test of Popov, Belevitch and Hautus.
/// </remarks>
internal static class ModeCertificate
{
    private const double UnitRoundoff = 2.2204460492503131e-16;

    // Roundings of the vector, in units of those of a sum of n terms.
    private const double Slack = 32;

    // An eigenvalue that near may be one on the circle: a double root moves by the root of rounding.
    private const double CircleDistance = 1e-6;

    private const int RefinementSteps = 3;

    public static long WorkspaceLength(long n, long m) => (2 * n) + Math.Max(UnreachedModes.WorkspaceLength(n, m), (2 * n * (n + m)) + (2 * n));

    /// <param name="n">The number of states.</param>
    /// <param name="m">The number of inputs.</param>
    /// <param name="a">A, n×n.</param>
    /// <param name="b">B, n×m.</param>
    /// <param name="onCircle">Whether only modes on the circle count.</param>
    /// <param name="eigenvalue">Receives λ.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    public static bool TryFind(int n, int m, ref double a, ref double b, bool onCircle, out Complex eigenvalue, Workspace memory)
    {
        Span<double> candidates = Dense.Span(ref memory.Take(2 * n), 2 * n);
        int count = UnreachedModes.Find(n, m, ref a, ref b, candidates, memory);
        Span<Complex> matrix = MemoryMarshal.Cast<double, Complex>(Dense.Span(ref memory.Take(2 * n * (n + m)), 2 * n * (n + m)));
        Span<Complex> vector = MemoryMarshal.Cast<double, Complex>(Dense.Span(ref memory.Take(2 * n), 2 * n));
        for (int k = 0; k < count; k++)
        {
            eigenvalue = new Complex(candidates[2 * k], candidates[(2 * k) + 1]);
            if (TryConfirm(n, m, ref a, ref b, onCircle, ref eigenvalue, matrix, vector))
            {
                return true;
            }
        }

        eigenvalue = new Complex(double.NaN, double.NaN);
        return false;
    }

    private static bool TryConfirm(
        int n,
        int m,
        ref double a,
        ref double b,
        bool onCircle,
        ref Complex eigenvalue,
        Span<Complex> matrix,
        Span<Complex> vector)
    {
        for (int step = 0; step <= RefinementSteps; step++)
        {
            double modulus = Complex.Abs(eigenvalue);
            bool isNear = Math.Abs(modulus - 1) <= CircleDistance;
            if (!double.IsFinite(modulus) || (!isNear && (modulus < 1 || onCircle)))
            {
                return false;
            }

            Complex tried = isNear && (modulus < 1 || onCircle) ? eigenvalue / modulus : eigenvalue;
            Form(n, m, ref a, ref b, tried, matrix);
            NullVector.Find(n + m, n, matrix, vector);
            if (IsCertificate(n, m, ref a, ref b, tried, vector))
            {
                eigenvalue = tried;
                return true;
            }

            eigenvalue = Quotient(n, ref a, vector);
        }

        return false;
    }

    /// <summary>[A − λI, B]*, the columns of B as long as those of A.</summary>
    private static void Form(int n, int m, ref double a, ref double b, Complex eigenvalue, Span<Complex> matrix)
    {
        double size = Dense.FrobeniusNorm(ref a, n * n) / Math.Sqrt(n);
        size = size > 0 ? size : 1;
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < n; i++)
            {
                Complex entry = Unsafe.Add(ref a, (i * n) + j) - (i == j ? eigenvalue : Complex.Zero);
                matrix[(j * n) + i] = Complex.Conjugate(entry);
            }
        }

        for (int j = 0; j < m; j++)
        {
            double length = 0;
            for (int i = 0; i < n; i++)
            {
                length = double.Hypot(length, Unsafe.Add(ref b, (i * m) + j));
            }

            for (int i = 0; i < n; i++)
            {
                matrix[((n + j) * n) + i] = length > 0 ? Unsafe.Add(ref b, (i * m) + j) / length * size : 0;
            }
        }
    }

    /// <summary>w*Aw for a w of length one.</summary>
    private static Complex Quotient(int n, ref double a, ReadOnlySpan<Complex> w)
    {
        Complex sum = Complex.Zero;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                sum += Complex.Conjugate(w[i]) * Unsafe.Add(ref a, (i * n) + j) * w[j];
            }
        }

        return sum;
    }

    /// <summary>Whether w, or what is left of it when entries of the size of its rounding are put to zero, proves λ.</summary>
    private static bool IsCertificate(int n, int m, ref double a, ref double b, Complex eigenvalue, Span<Complex> w)
    {
        for (double share = UnitRoundoff; share < NullVector.LargestRounding; share *= 32)
        {
            if (IsProof(n, m, ref a, ref b, eigenvalue, w))
            {
                return true;
            }

            NullVector.Clean(w, share);
        }

        return false;
    }

    private static bool IsProof(int n, int m, ref double a, ref double b, Complex eigenvalue, ReadOnlySpan<Complex> w)
    {
        double tolerance = Slack * n * UnitRoundoff;
        for (int j = 0; j < n; j++)
        {
            Complex sum = -eigenvalue * Complex.Conjugate(w[j]);
            double size = Complex.Abs(sum);
            for (int i = 0; i < n; i++)
            {
                Add(w[i], Unsafe.Add(ref a, (i * n) + j), ref sum, ref size);
            }

            if (!(Complex.Abs(sum) <= tolerance * size))
            {
                return false;
            }
        }

        for (int j = 0; j < m; j++)
        {
            Complex sum = Complex.Zero;
            double size = 0;
            for (int i = 0; i < n; i++)
            {
                Add(w[i], Unsafe.Add(ref b, (i * m) + j), ref sum, ref size);
            }

            if (!(Complex.Abs(sum) <= tolerance * size))
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(Complex w, double entry, ref Complex sum, ref double size)
    {
        Complex term = Complex.Conjugate(w) * entry;
        sum += term;
        size += Complex.Abs(term);
    }
}
