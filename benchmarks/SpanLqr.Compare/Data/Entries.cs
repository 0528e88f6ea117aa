using System;

namespace SpanLqr.Compare.Data;

/// <summary>Well-posed matrices from a generator that is the same on every machine and in every version (SplitMix64).</summary>
internal sealed class Entries(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform in (−scale, scale).</summary>
    public double[] Uniform(int length, double scale)
    {
        double[] entries = new double[length];
        for (int i = 0; i < length; i++)
        {
            entries[i] = scale * ((2 * Next()) - 1);
        }

        return entries;
    }

    /// <summary>I + MM'/order: symmetric, with eigenvalues from 1 to about 5.</summary>
    public double[] PositiveDefinite(int order)
    {
        double[] root = Uniform(order * order, 1);
        double[] product = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                double sum = i == j ? order : 0;
                for (int k = 0; k < order; k++)
                {
                    sum += root[(i * order) + k] * root[(j * order) + k];
                }

                product[(i * order) + j] = sum / order;
            }
        }

        return product;
    }

    private double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
