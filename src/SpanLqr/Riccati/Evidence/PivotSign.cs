using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Riccati;

/// <summary>Whether R is positive definite, decided with twice the digits where a Cholesky factorisation in double could not tell.</summary>
/// <remarks>
/// R is scaled to a diagonal between 1/4 and 4 by powers of two, without rounding, and factored as LDL' in double-double arithmetic. A pivot
/// d ≤ 0 proves that R is not: x'Rx = d for L'x = e. Source: Joldes, Muller and Popescu, ACM TOMS 44 (2017), for the arithmetic.
/// </remarks>
internal static class PivotSign
{
    // A pivot of this size beside a diagonal of 1 is rounding even here: R is singular.
    private const double Zero = 1e-28;

    public static long WorkspaceLength(long order) => (2 * order * order) + order;

    /// <summary>Whether R is positive definite.</summary>
    /// <param name="order">m.</param>
    /// <param name="r">R, finite and symmetric.</param>
    /// <param name="memory"><see cref="WorkspaceLength"/> entries.</param>
    /// <param name="value">
    /// The least pivot of the scaled R where it is definite; otherwise x'Rx/x'x ≤ 0 for an x, an upper bound of its least eigenvalue.
    /// </param>
    public static bool IsPositive(int order, ref double r, Workspace memory, out double value)
    {
        ref double high = ref memory.Take(order * order);
        ref double low = ref memory.Take(order * order);
        Span<double> x = Dense.Span(ref memory.Take(order), order);
        value = double.PositiveInfinity;
        for (int i = 0; i < order; i++)
        {
            double entry = Unsafe.Add(ref r, i * (order + 1));
            if (entry <= 0)
            {
                value = entry < 0 ? -1 : 0;
                return false;
            }

            x[i] = Math.ScaleB(1, -(Math.ILogB(entry) / 2));
        }

        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                Unsafe.Add(ref high, (i * order) + j) = Unsafe.Add(ref r, (i * order) + j) * x[i] * x[j];
                Unsafe.Add(ref low, (i * order) + j) = 0;
            }
        }

        for (int k = 0; k < order; k++)
        {
            double pivot = Unsafe.Add(ref high, k * (order + 1));
            if (pivot <= Zero)
            {
                value = pivot < -Zero ? pivot / SquaredLength(order, k, ref high, x) : 0;
                return false;
            }

            value = Math.Min(value, pivot);
            Eliminate(order, k, ref high, ref low);
        }

        return true;
    }

    /// <summary>Rows below k less their multiples of row k; the multiples are left in column k.</summary>
    private static void Eliminate(int order, int k, ref double high, ref double low)
    {
        Pair pivot = At(k, k, ref high, ref low);
        for (int i = k + 1; i < order; i++)
        {
            Pair ratio = At(i, k, ref high, ref low) / pivot;
            for (int j = k + 1; j < order; j++)
            {
                Pair entry = At(i, j, ref high, ref low) - (ratio * At(k, j, ref high, ref low));
                Unsafe.Add(ref high, (i * order) + j) = entry.High;
                Unsafe.Add(ref low, (i * order) + j) = entry.Low;
            }

            Unsafe.Add(ref high, (i * order) + k) = ratio.High;
            Unsafe.Add(ref low, (i * order) + k) = ratio.Low;
        }

        Pair At(int row, int column, ref double high, ref double low) =>
            new(Unsafe.Add(ref high, (row * order) + column), Unsafe.Add(ref low, (row * order) + column));
    }

    /// <summary>x'x of the x with L'x = e_k, L the multiples of the first k rows.</summary>
    private static double SquaredLength(int order, int k, ref double multiples, Span<double> x)
    {
        double sum = 1;
        x[k] = 1;
        for (int i = k - 1; i >= 0; i--)
        {
            x[i] = 0;
            for (int j = i + 1; j <= k; j++)
            {
                x[i] -= Unsafe.Add(ref multiples, (j * order) + i) * x[j];
            }

            sum += x[i] * x[i];
        }

        return sum;
    }

    /// <summary>High + Low, unevaluated, without overlap.</summary>
    private readonly struct Pair(double high, double low)
    {
        public double High { get; } = high;

        public double Low { get; } = low;

        public static Pair operator -(Pair x, Pair y)
        {
            Pair upper = Sum(x.High, -y.High), lower = Sum(x.Low, -y.Low);
            Pair partial = FastSum(upper.High, upper.Low + lower.High);
            return FastSum(partial.High, lower.Low + partial.Low);
        }

        public static Pair operator *(Pair x, Pair y)
        {
            double product = x.High * y.High;
            double rest = Math.FusedMultiplyAdd(x.High, y.High, -product);
            return FastSum(product, rest + Math.FusedMultiplyAdd(x.High, y.Low, x.Low * y.High));
        }

        public static Pair operator /(Pair x, Pair y)
        {
            double first = x.High / y.High;
            Pair rest = x - (y * new Pair(first, 0));
            double second = rest.High / y.High;
            rest -= y * new Pair(second, 0);
            Pair sum = FastSum(first, second);
            return FastSum(sum.High, sum.Low + (rest.High / y.High));
        }

        private static Pair Sum(double a, double b)
        {
            double sum = a + b, part = sum - a;
            return new Pair(sum, (a - (sum - part)) + (b - part));
        }

        private static Pair FastSum(double a, double b)
        {
            double sum = a + b;
            return new Pair(sum, b - (sum - a));
        }
    }
}
