using System;
using System.Numerics.Tensors;
using SpanLqr.RandomNumbers;

namespace SpanLqr.ZeroOrder;

/// <summary>The directions of perturbations: a pure function of seed, iteration and sample.</summary>
public static class Directions
{
    // Streams below are left to whatever else draws from the same seed.
    private const ulong FirstStream = 1UL << 40;

    /// <summary>Fills U.</summary>
    /// <param name="smoothing">The law of U.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="iteration">The iteration.</param>
    /// <param name="sample">The sample in its batch.</param>
    /// <param name="direction">Receives U, D entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">The law has no name.</exception>
    public static void Fill(Smoothing smoothing, ulong seed, ulong iteration, ulong sample, Span<double> direction)
    {
        EnumGuard.Require(smoothing);
        var normals = new NormalStream(seed, FirstStream + iteration, sample);
        normals.Fill(direction);
        if (smoothing == Smoothing.Sphere)
        {
            double norm = Norm(direction);

            // All normals at zero: probability zero, but a direction there must be.
            if (norm == 0)
            {
                direction[0] = norm = 1;
            }

            TensorPrimitives.Divide(direction, norm, direction);
        }
    }

    /// <summary>‖v‖₂ with sums in ascending order, so that the bits do not depend on the width of vectors.</summary>
    internal static double Norm(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double entry in vector)
        {
            sum = Math.FusedMultiplyAdd(entry, entry, sum);
        }

        return Math.Sqrt(sum);
    }
}
