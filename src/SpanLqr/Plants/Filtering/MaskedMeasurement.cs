using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Plants;

/// <summary>A measurement that is not there is one of nothing with unit noise: its row of C and of V is taken out, and it changes nothing.</summary>
internal static class MaskedMeasurement
{
    /// <summary>e ← y − Cx̂⁻, and for each NaN of y the entry 0, the row of C 0.</summary>
    /// <returns>How many were there.</returns>
    public static int Take(int n, int p, ReadOnlySpan<double> measurement, ReadOnlySpan<double> estimate, Span<double> c, Span<double> innovation)
    {
        int present = 0;
        for (int i = 0; i < p; i++)
        {
            Span<double> row = c.Slice(i * n, n);
            if (double.IsNaN(measurement[i]))
            {
                row.Clear();
                innovation[i] = 0;
                continue;
            }

            present++;
            double sum = 0;
            for (int j = 0; j < n; j++)
            {
                sum += row[j] * estimate[j];
            }

            innovation[i] = measurement[i] - sum;
        }

        return present;
    }

    /// <summary>Rows and columns of V that belong to a NaN become those of the identity.</summary>
    public static void TakeNoise(int p, ReadOnlySpan<double> measurement, Span<double> v)
    {
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p && double.IsNaN(measurement[i]); j++)
            {
                v[(i * p) + j] = v[(j * p) + i] = i == j ? 1 : 0;
            }
        }
    }

    /// <summary>−½(k·ln 2π + ln det S + e'S⁻¹e), of a triangle with S = LL' or U'U and z = L⁻¹e.</summary>
    public static double LogLikelihood(int p, int present, ref double triangle, ReadOnlySpan<double> whitened)
    {
        double sum = present * Math.Log(2 * Math.PI);
        for (int i = 0; i < p; i++)
        {
            sum += (2 * Math.Log(Math.Abs(Unsafe.Add(ref triangle, i * (p + 1))))) + (whitened[i] * whitened[i]);
        }

        return -0.5 * sum;
    }
}
