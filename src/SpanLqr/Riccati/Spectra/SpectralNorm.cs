using System;
using SpanLqr.Shapes;

namespace SpanLqr.Riccati;

/// <summary>‖M‖₂ of a large square matrix by the bidiagonalisation of Golub, Kahan and Lanczos.</summary>
/// <remarks>
/// 4n² flops a step, and as many for keeping the vectors orthogonal after n/2 of them; twenty to a hundred steps are usual. The values only grow, and the error
/// is of second order in that of the vector. Source: Golub and Van Loan, Matrix Computations, 10.4.
/// </remarks>
internal static class SpectralNorm
{
    private const int MaxSteps = 400;

    // The estimate is looked at every so many steps.
    private const int Stride = 10;

    // Growth by less than this over a stride is rounding.
    private const double RelativeGrowth = 1e-14;

    /// <summary>The norm; NaN where M is not finite.</summary>
    public static double Of(int n, double[,] matrix)
    {
        ref double m = ref matrix[0, 0];
        if (!Dense.IsFinite(ref m, matrix.Length))
        {
            return double.NaN;
        }

        DynamicShape shape = new(n, 1);
        int most = Math.Min(n, MaxSteps);
        double[] basis = new double[(most + 1) * n], image = new double[n], previous = new double[n];
        double[] diagonal = new double[most], beside = new double[most];
        for (int i = 0; i < n; i++)
        {
            // No structure of M makes this orthogonal to the vector sought.
            basis[i] = 1 + ((i * 0.6180339887498949) % 1);
        }

        Normalise(basis.AsSpan(0, n));
        double estimate = 0, last = 0;
        for (int k = 0; k < most; k++)
        {
            // u = Mv − βu₋, α = ‖u‖; v₊ = M'u/α − αv, β = ‖v₊‖.
            shape.MultiplyAx(ref m, ref basis[k * n], ref image[0]);
            if (k > 0)
            {
                Dense.AddScaled(ref previous[0], -beside[k - 1], ref image[0], ref image[0], n);
            }

            diagonal[k] = Normalise(image);
            ref double next = ref basis[(k + 1) * n];
            shape.MultiplyAtx(ref m, ref image[0], ref next);
            Dense.AddScaled(ref basis[k * n], -diagonal[k], ref next, ref next, n);
            for (int j = 0; j <= k; j++)
            {
                Dense.AddScaled(ref basis[j * n], -Dense.Dot(ref basis[j * n], ref next, n), ref next, ref next, n);
            }

            beside[k] = Normalise(basis.AsSpan((k + 1) * n, n));
            bool ends = k == most - 1 || diagonal[k] == 0 || beside[k] <= double.Epsilon;
            if (ends || k % Stride == Stride - 1)
            {
                estimate = LargestSingularValue(diagonal.AsSpan(0, k + 1), beside);
                if (ends || estimate - last <= RelativeGrowth * estimate)
                {
                    return estimate;
                }

                last = estimate;
            }

            image.CopyTo(previous, 0);
        }

        return estimate;
    }

    /// <summary>Of the bidiagonal matrix with this diagonal and these entries above it, from its tridiagonal B'B.</summary>
    private static double LargestSingularValue(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> beside)
    {
        int k = diagonal.Length;
        double[] square = new double[k * k], eigenvalues = new double[k];
        for (int i = 0; i < k; i++)
        {
            double above = i == 0 ? 0 : beside[i - 1];
            square[i * (k + 1)] = (diagonal[i] * diagonal[i]) + (above * above);
            if (i < k - 1)
            {
                square[(i * k) + i + 1] = square[((i + 1) * k) + i] = diagonal[i] * beside[i];
            }
        }

        SymmetricEigenvalues.Compute(k, square, eigenvalues, new double[SymmetricEigenvalues.WorkspaceLength(k)]);
        return Math.Sqrt(Math.Max(0, eigenvalues[k - 1]));
    }

    private static double Normalise(Span<double> x)
    {
        double size = Dense.FrobeniusNorm(ref x[0], x.Length);
        if (size > 0)
        {
            Dense.Scale(ref x[0], 1 / size, ref x[0], x.Length);
        }

        return size;
    }
}
