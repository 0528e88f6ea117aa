using System;
using System.Numerics;

namespace SpanLqr.Rollouts;

/// <summary>How the lower triangular factor of a noise lies among the numbers of a loop.</summary>
internal static class NoiseFactorLayout
{
    /// <summary>The form of a factor.</summary>
    public static NoiseForm FormOf(double[,] factor)
    {
        NoiseForm form = NoiseForm.None;
        for (int i = 0; i < factor.GetLength(0); i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (factor[i, j] != 0)
                {
                    form = j < i || form == NoiseForm.Triangular ? NoiseForm.Triangular : NoiseForm.Diagonal;
                }
            }
        }

        return form;
    }

    /// <summary>Writes the rows of a factor, as its form has them, entry k at k·stride.</summary>
    public static void Write<T>(double[,] factor, NoiseForm form, Span<T> destination, int stride)
        where T : unmanaged, INumberBase<T>
    {
        int n = form == NoiseForm.None ? 0 : factor.GetLength(0), at = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = form == NoiseForm.Diagonal ? i : 0; j <= i; j++)
            {
                destination[stride * at++] = T.CreateTruncating(factor[i, j]);
            }
        }
    }
}
