using System;
using System.Linq;
using System.Numerics;
using static SpanLqr.Reference.Matrix;
using LqrData = SpanLqr.Reference.Lqr.Problem;
using Naive = SpanLqr.Reference.Kernels;

namespace SpanLqr.Tests.KernelFacts;

/// <summary>
/// Rounding-error bounds, from N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (chapters 3, 8, 9, 10).
/// Each compares two computations (ours and the naive one), hence the factors of two.
/// </summary>
internal static class Bounds<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Results that must be equal.</summary>
    public static double[][,] Exact(CallData _, double[][,] expected) =>
        Array.ConvertAll(expected, matrix => zeros(matrix.GetLength(0), matrix.GetLength(1)));

    /// <summary>
    /// Sums of products, in any order: |error| ≤ γ_d · (the same formula on moduli), d the longest chain of roundings
    /// (section 3.1). The chain of two nested sums over n and of an addend is below 2(n + m) + 8.
    /// </summary>
    public static ErrorBound Sums(NaiveFormula reference, int n, int m) => (data, _) =>
    {
        double gamma = Gamma(2 * (n + m) + 8);
        return Array.ConvertAll(reference(data.Map(Math.Abs)), matrix => Spread(matrix, gamma));
    };

    /// <summary>Normwise: ‖ΔL‖ ≤ κ·‖ΔA‖/‖A‖·‖L‖ with ‖ΔA‖ ≤ γ_{n+1}·n·‖A‖ (theorems 10.3 and 10.8).</summary>
    public static double[][,] SymmetricFactor(CallData data, double[][,] expected)
    {
        int n = rows(data[0]);
        double[] eigenvalues = symmetricEigenvalues(data[0]);
        double condition = eigenvalues[^1] / eigenvalues[0];
        double size = Math.Max(1, maxAbs(expected[0]));
        return [Constant(n, n, 2 * n * Gamma(n + 2) * condition * size)];
    }

    /// <summary>|ΔL|, |ΔU| ≲ ‖L⁻¹‖·‖U⁻¹‖·‖ΔA‖·‖F‖ with |ΔA| ≤ γ_n·|L||U| (theorem 9.3, section 9.11); pivots are exact.</summary>
    public static double[][,] LuFactor(CallData _, double[][,] expected)
    {
        double[,] factor = expected[0];
        int n = rows(factor);
        double[,] l = Naive.unitLower(factor);
        double[,] u = Naive.upper(factor);
        double growth = frobeniusNorm(multiply(Abs(l), Abs(u)));
        double sensitivity = spectralNorm(inverse(l)) * spectralNorm(inverse(u)) * Math.Max(spectralNorm(l), spectralNorm(u));
        return [Constant(n, n, 2 * Gamma(n + 2) * growth * sensitivity), zeros(1, n)];
    }

    /// <summary>|Δx| ≤ |A⁻¹|·γ_{3n+2}·|F₁|…|F_k|·|x|, A the product of the factors (theorems 8.5 and 9.4).</summary>
    public static double[][,] Solve(double[,] x, params double[][,] factors)
    {
        double[,] inverseOfProduct = inverse(factors.Aggregate(multiply));
        double[,] moduli = factors.Select(Abs).Aggregate(multiply);
        double[,] bound = multiply(Abs(inverseOfProduct), multiply(moduli, Abs(x)));
        return [Spread(bound, 2 * Gamma(3 * rows(x) + 2))];
    }

    /// <summary>
    /// The Riccati stage, first order, entry by entry: with G = R + B'PB and H = B'PA + S' formed to γ of the same sums on moduli,
    /// |ΔK| ≤ |G⁻¹|(ΔH + ΔG|K|) and |ΔP⁻| ≤ γ(|Q| + |A'||P||A|) + |H'|·ΔK + ΔH'·|K|.
    /// </summary>
    public static double[][,] RiccatiStep(LqrData problem, double[,] costToGo, double[,] gain)
    {
        LqrData moduli = new(Abs(problem.A), Abs(problem.B), Abs(problem.Q), Abs(problem.R), Abs(problem.S), Abs(problem.W));
        double[,] bp = multiply(transpose(moduli.B), Abs(costToGo));
        double[,] innerModuli = add(moduli.R, multiply(bp, moduli.B));
        double[,] linearModuli = add(multiply(bp, moduli.A), transpose(moduli.S));
        double[,] inner = add(problem.R, multiply(transpose(problem.B), multiply(costToGo, problem.B)));
        int n = rows(problem.A);
        int m = columns(problem.B);

        // The factor m: |L||L'| of a Cholesky factor is at most m times the diagonal of G.
        double gamma = 2 * m * Gamma(3 * (n + m) + 8);
        double scaleOfInner = maxAbs(innerModuli);
        double[,] innerError = Constant(m, m, gamma * scaleOfInner);
        double[,] gainError = multiply(Abs(inverse(inner)), add(scale(gamma, linearModuli), multiply(innerError, Abs(gain))));
        double[,] costError = add(
            scale(gamma, add(moduli.Q, multiply(transpose(moduli.A), multiply(Abs(costToGo), moduli.A)))),
            multiply(transpose(linearModuli), add(gainError, scale(gamma, Abs(gain)))));
        return [gainError, add(costError, transpose(costError))];
    }

    /// <summary>γ_d = d·u / (1 − d·u).</summary>
    private static double Gamma(int roundings) => roundings * Arithmetic<T>.UnitRoundoff / (1 - (roundings * Arithmetic<T>.UnitRoundoff));

    private static double[,] Abs(double[,] matrix) => Naive.modulus(matrix);

    /// <summary>Twice γ times the moduli, and a few denormals for what underflows; no bound where moduli overflow.</summary>
    private static double[,] Spread(double[,] moduli, double gamma)
    {
        double[,] bound = add(scale(2 * gamma, moduli), Constant(rows(moduli), columns(moduli), 64 * Arithmetic<T>.Epsilon));
        for (int i = 0; i < rows(moduli); i++)
        {
            for (int j = 0; j < columns(moduli); j++)
            {
                bound[i, j] = moduli[i, j] > Arithmetic<T>.MaxValue ? double.PositiveInfinity : bound[i, j];
            }
        }

        return bound;
    }

    private static double[,] Constant(int rows, int columns, double value)
    {
        double[,] result = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                result[i, j] = value;
            }
        }

        return result;
    }
}
