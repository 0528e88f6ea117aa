using System;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>The integrators ξ⁺ = ξ + h(y − r) of a controller, which do not wind up while an input is at its limit.</summary>
public static class IntegralAction
{
    /// <summary>u ← min(max(u, −limit), limit), entry by entry.</summary>
    /// <param name="input">u, m entries.</param>
    /// <param name="limit">The limit, positive.</param>
    /// <param name="applied">Receives the limited input, m entries; may be u.</param>
    /// <returns>How many entries were limited.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the two overlap without being the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public static int Limit(ReadOnlySpan<double> input, double limit, Span<double> applied)
    {
        Border.Length(applied, input.Length);
        Border.SameOrApart(applied, input);
        if (!(limit > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit must be positive.");
        }

        int limited = 0;
        for (int i = 0; i < input.Length; i++)
        {
            double wanted = input[i];
            applied[i] = Math.Clamp(wanted, -limit, limit);
            limited += applied[i] == wanted ? 0 : 1;
        }

        return limited;
    }

    /// <summary>
    /// ξ_j ← ξ_j + h(y_j − r_j), but for an integrator that would push an input further beyond the limit that it has already met: it waits
    /// (conditional integration).
    /// </summary>
    /// <param name="integralGain">The columns of K that belong to ξ, m×q.</param>
    /// <param name="outputs">y = Ex, or the measurements of it, q entries.</param>
    /// <param name="reference">r, q entries.</param>
    /// <param name="step">h; 1 in discrete time.</param>
    /// <param name="wanted">u as the regulator wanted it, m entries.</param>
    /// <param name="applied">u as it acts, m entries.</param>
    /// <param name="integrals">ξ, q entries; updated.</param>
    /// <returns>How many integrators waited.</returns>
    /// <exception cref="ArgumentException">A span has the wrong length; or ξ overlaps another span.</exception>
    /// <remarks>Where no input is limited this is ξ⁺ = ξ + h(y − r) to the last bit. 2mq flops at most. Allocates nothing.</remarks>
    public static int Advance(
        ReadOnlySpan<double> integralGain,
        ReadOnlySpan<double> outputs,
        ReadOnlySpan<double> reference,
        double step,
        ReadOnlySpan<double> wanted,
        ReadOnlySpan<double> applied,
        Span<double> integrals)
    {
        int q = integrals.Length, m = wanted.Length;
        Border.Length(integralGain, m, q);
        Border.Length(outputs, q);
        Border.Length(reference, q);
        Border.Length(applied, m);
        Border.Apart(integrals, integralGain);
        Border.Apart(integrals, outputs);
        Border.Apart(integrals, reference);
        Border.Apart(integrals, wanted);
        Border.Apart(integrals, applied);
        int waiting = 0;
        for (int j = 0; j < q; j++)
        {
            double error = outputs[j] - reference[j];
            bool pushes = false;
            for (int i = 0; i < m; i++)
            {
                // u changes by −K_ij·h·error; what was cut off has the sign of wanted − applied.
                pushes |= (wanted[i] - applied[i]) * -integralGain[(i * q) + j] * error > 0;
            }

            integrals[j] += pushes ? 0 : step * error;
            waiting += pushes ? 1 : 0;
        }

        return waiting;
    }
}
