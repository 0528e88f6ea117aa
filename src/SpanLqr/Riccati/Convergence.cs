using System;
using System.Runtime.CompilerServices;

namespace SpanLqr.Riccati;

/// <summary>When a symmetric iterate has stopped moving.</summary>
internal static class Convergence
{
    /// <summary>
    /// Whether a step is below <paramref name="tolerance"/> of its matrix, in norm and at every diagonal entry.
    /// </summary>
    /// <remarks>
    /// The diagonal test is free of scale: for semidefinite steps |Δ_ij| ≤ √(Δ_ii Δ_jj), so a small block beside a huge one
    /// cannot hide behind the norm. A diagonal entry below the rounding of the whole matrix is left out.
    /// </remarks>
    public static bool IsSettled(ref double step, ref double matrix, int order, double tolerance)
    {
        // The diagonal decides most calls, at a fraction of the cost of the norms.
        double diagonal = 0;
        for (int i = 0; i < order; i++)
        {
            diagonal += Math.Abs(Unsafe.Add(ref matrix, i * (order + 1)));
        }

        double rough = (tolerance * diagonal) + double.Epsilon;
        for (int i = 0; i < order; i++)
        {
            if (!(Math.Abs(Unsafe.Add(ref step, i * (order + 1))) <= rough))
            {
                return false;
            }
        }

        int length = order * order;
        double norm = Dense.FrobeniusNorm(ref matrix, length);
        if (!(Dense.FrobeniusNorm(ref step, length) <= tolerance * norm))
        {
            return false;
        }

        double floor = 1e-30 * norm;
        for (int i = 0; i < order; i++)
        {
            int ii = i * (order + 1);
            if (Math.Abs(Unsafe.Add(ref step, ii)) > (tolerance * Math.Abs(Unsafe.Add(ref matrix, ii))) + floor)
            {
                return false;
            }
        }

        return true;
    }
}
