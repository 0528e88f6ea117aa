using System;

namespace SpanLqr.RandomNumbers;

/// <summary>Chi-square numbers of k degrees of freedom, at the same cost for k = 2 and k = 10¹²: 2·Γ(k/2) by Marsaglia and Tsang; z² for k = 1.</summary>
/// <remarks>
/// A normal and a uniform number a trial; one trial in twenty fails at k = 2, one in k·5 or so beyond. No bit depends on the machine.
/// Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000.
/// </remarks>
public readonly struct ChiSquare
{
    // From the paper, (6): u < 1 − 0.0331x⁴ implies acceptance, so most trials need no logarithm.
    private const double Squeeze = 0.0331;

    private readonly double _scale;
    private readonly double _slope;

    /// <summary>Prepares the numbers of k degrees of freedom.</summary>
    /// <param name="degreesOfFreedom">k, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public ChiSquare(long degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        DegreesOfFreedom = degreesOfFreedom;
        _scale = (degreesOfFreedom / 2.0) - (1.0 / 3);
        _slope = degreesOfFreedom == 1 ? 0 : 1 / Math.Sqrt(9 * _scale);
    }

    /// <summary>k.</summary>
    public long DegreesOfFreedom { get; }

    /// <summary>The next number.</summary>
    /// <param name="stream">Where it is drawn from.</param>
    public double Next(ref NormalStream stream) => From(stream.Next(), ref stream);

    /// <summary>A number whose first trial takes a normal that is there already.</summary>
    internal double From(double normal, ref NormalStream stream)
    {
        if (DegreesOfFreedom <= 1)
        {
            return normal * normal;
        }

        while (true)
        {
            double e = _slope * normal, root = 1 + e;
            if (root > 0)
            {
                double v = root * root * root, square = normal * normal, u = stream.NextUniform();
                if (u < 1 - (Squeeze * square * square))
                {
                    return 2 * _scale * v;
                }

                // 1 − v is −3e − 3e² − e³, which does not cancel where e is small.
                double excess = (3 * NaturalLog.OfOnePlus(e)) - (e * (3 + (e * (3 + e))));
                if (NaturalLog.Of(u) < (0.5 * square) + (_scale * excess))
                {
                    return 2 * _scale * v;
                }
            }

            normal = stream.Next();
        }
    }
}
