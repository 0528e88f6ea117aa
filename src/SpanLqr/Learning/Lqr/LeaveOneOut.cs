using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>The error of a gain from the gains of the same data with one of G independent trajectories left out: the jackknife.</summary>
/// <remarks>
/// <para>With d_g the change of K and ⟨d, e⟩ = tr(Ĝ d Σ̂ e')/Ĵ, J = (1 − 1/G)·Σ_g⟨d_g, d_g⟩ estimates the mean of the gap. To first order gap and J are
/// a·χ²_d/d and a·χ²_νd/(νd), ν = G − 1, with d = (Σλ)²/Σλ² effective directions, λ the eigenvalues of the covariance of K in the metric.
/// Then Chernoff's inequality is P(gap &gt; xJ) ≤ x^(d/2)·((ν + x)/(ν + 1))^(−(ν+1)d/2).</para>
/// <para>The estimate is a fifth of the x·J for which this is one in a thousand, and J at least: where few directions are uncertain, a
/// jackknife of sixteen trajectories is often too small by chance. Source: Efron and Stein (1981); Satterthwaite (1946).</para>
/// </remarks>
internal static class LeaveOneOut
{
    /// <summary>How often the estimate the gap may be; what is promised of every estimate.</summary>
    public const double Margin = 5;

    // The probability, by Chernoff's bound, that the gap exceeds the margin.
    private const double Risk = 1e-3;

    private const int Bisections = 60;

    /// <summary>The estimate.</summary>
    /// <param name="changes">d_g; null where the data without a trajectory gave no gain.</param>
    /// <param name="curvature">Ĝ.</param>
    /// <param name="moment">Σ̂.</param>
    /// <param name="cost">Ĵ.</param>
    /// <returns>+∞ where a change is null.</returns>
    public static double Estimate(double[,]?[] changes, double[,] curvature, double[,] moment, double cost)
    {
        int groups = changes.Length;
        double[]?[] weighted = Array.ConvertAll(changes, d => d is null ? null : Arrays.Flat(MatrixAlgebra.Product(curvature, MatrixAlgebra.Product(d, moment))).ToArray());
        double trace = 0, squares = 0;
        for (int g = 0; g < groups; g++)
        {
            for (int h = 0; h < groups; h++)
            {
                if (changes[g] is not { } one || weighted[h] is not { } other)
                {
                    return double.PositiveInfinity;
                }

                double inner = OrderedSums.Dot<double>(Arrays.Flat(one), other) / cost;
                squares += inner * inner;
                trace += g == h ? inner : 0;
            }
        }

        double share = (groups - 1.0) / groups, mean = share * trace;
        double directions = Directions(mean * mean, share * share * squares, groups - 1, changes[0]!.Length);
        return mean * Math.Max(1, Quantile(directions, groups - 1) / Margin);
    }

    /// <summary>d from (tr V)² and tr V² of a covariance with ν degrees of freedom, their bias removed; between 1 and the number of entries.</summary>
    internal static double Directions(double traceSquared, double squareTrace, double freedom, int most)
    {
        double ofSquare = (squareTrace - (traceSquared / freedom)) / (1 + (1 / freedom) - (2 / (freedom * freedom)));
        double squareOf = traceSquared - (2 * ofSquare / freedom);
        return ofSquare > 0 ? Math.Clamp(squareOf / ofSquare, 1, most) : most;
    }

    /// <summary>The x for which the bound is the risk.</summary>
    internal static double Quantile(double directions, double freedom)
    {
        double low = 0, high = 20, risk = Math.Log(Risk);
        for (int step = 0; step < Bisections; step++)
        {
            double middle = (low + high) / 2, x = Math.Exp(middle);
            double bound = directions / 2 * (middle - ((freedom + 1) * Math.Log((freedom + x) / (freedom + 1))));
            (low, high) = bound > risk ? (middle, high) : (low, middle);
        }

        return Math.Exp(high);
    }
}
