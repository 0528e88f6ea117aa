using System;

namespace SpanLqr.Benchmarks;

/// <summary>One fixed, well-posed problem for each size, the same in every run.</summary>
internal sealed class Plant
{
    public Plant(int n, int m)
    {
        var random = new Random(1);
        A = Entries(n * n, 1.2 / Math.Sqrt(n), random);
        B = Entries(n * m, 1, random);
        Q = Identity(n);
        R = Identity(m);
        K = Entries(m * n, 1.0 / n, random);
        X = Entries(n, 1, random);
        Offset = Entries(m, 1, random);
    }

    public double[] A { get; }

    public double[] B { get; }

    public double[] Q { get; }

    public double[] R { get; }

    public double[] K { get; }

    public double[] X { get; }

    public double[] Offset { get; }

    private static double[] Entries(int length, double scale, Random random)
    {
        double[] entries = new double[length];
        for (int i = 0; i < length; i++)
        {
            entries[i] = scale * ((2 * random.NextDouble()) - 1);
        }

        return entries;
    }

    private static double[] Identity(int order)
    {
        double[] identity = new double[order * order];
        for (int i = 0; i < order; i++)
        {
            identity[i * (order + 1)] = 1;
        }

        return identity;
    }
}
