using System;
using SpanLqr.Lqr;
using SpanLqr.Riccati;

namespace SpanLqr.Robust;

/// <summary>The norm in the condition of the paper's Theorem 3, without the matrix of all times.</summary>
internal static class PaperConstant
{
    /// <summary>‖Ψ'(Q + K'RK)Ψ‖_F with Ψ the map from (x_0, ω_0, …, ω_{T−1}) to (x_0, …, x_T) at the saddle point.</summary>
    /// <remarks>
    /// Its block (s, s') is M_{s'}Φ(s', s) for s ≤ s', Φ the closed loop's transition, since M is the cost to go of that loop. So the squared
    /// norm is Σ_s [‖M_s‖² + 2·tr G_s] with G_s = F_s'(M_{s+1}² + G_{s+1})F_s, F_s = A − BK¹ + DK²: linear in T.
    /// </remarks>
    public static double Norm(RobustPolicyPart part, RobustPart data)
    {
        int n = part.CostsToGo[0].GetLength(0), steps = part.Gains.Count;
        double[,] carried = new double[n, n];
        double squares = Square(part.CostsToGo[steps]);
        for (int s = steps - 1; s >= 0; s--)
        {
            double[,] next = part.CostsToGo[s + 1];
            double[,] inner = DenseMatrix.Map(carried, (i, j, entry) => entry + Entry(next, next, i, j));
            double[,] loop = Loop(part, data, s);
            double[,] right = DenseMatrix.Create(n, n, (i, j) => Entry(inner, loop, i, j));
            carried = DenseMatrix.Create(n, n, (i, j) => TransposedEntry(loop, right, i, j));
            squares += Square(part.CostsToGo[s]) + (2 * Arrays.TraceOfProduct(carried, null));
        }

        return Math.Sqrt(Math.Max(0, squares));
    }

    private static double[,] Loop(RobustPolicyPart part, RobustPart data, int t)
    {
        int n = part.CostsToGo[0].GetLength(0), m = part.Gains[0].GetLength(0), p = data.AdversaryDim;
        double[,] gain = part.Gains[t], adversary = part.AdversaryGains[t];
        double[,] result = new double[n, n];
        GameModel model = data.Model;
        ReadOnlySpan<double> a = At(model.A, t, n * n), b = At(model.B, t, n * m), d = At(model.D, t, n * p);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = a[(i * n) + j];
                for (int k = 0; k < m; k++)
                {
                    sum -= b[(i * m) + k] * gain[k, j];
                }

                for (int k = 0; k < p; k++)
                {
                    sum += d[(i * p) + k] * adversary[k, j];
                }

                result[i, j] = sum;
            }
        }

        return result;
    }

    private static ReadOnlySpan<double> At(ReadOnlySpan<double> series, int t, int length) =>
        series.Length > length ? series.Slice(t * length, length) : series;

    private static double Entry(double[,] left, double[,] right, int i, int j)
    {
        double sum = 0;
        for (int k = 0; k < left.GetLength(1); k++)
        {
            sum += left[i, k] * right[k, j];
        }

        return sum;
    }

    private static double TransposedEntry(double[,] left, double[,] right, int i, int j)
    {
        double sum = 0;
        for (int k = 0; k < left.GetLength(0); k++)
        {
            sum += left[k, i] * right[k, j];
        }

        return sum;
    }

    private static double Square(double[,] matrix)
    {
        double norm = Dense.FrobeniusNorm(ref matrix[0, 0], matrix.Length);
        return norm * norm;
    }
}
