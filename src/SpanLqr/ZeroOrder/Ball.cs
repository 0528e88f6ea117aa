using System;

namespace SpanLqr.ZeroOrder;

/// <summary>The ball ‖θ‖ ≤ ρ in the Frobenius norm.</summary>
public static class Ball
{
    /// <summary>θ ← the point of the ball nearest to θ.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="radius">ρ, positive; +∞ for no bound.</param>
    /// <returns>Whether θ lay outside.</returns>
    /// <exception cref="ArgumentOutOfRangeException">ρ is not positive.</exception>
    public static bool Project(Span<double> parameters, double radius)
    {
        if (!(radius > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "The radius must be positive.");
        }

        double norm = Directions.Norm(parameters);
        if (!(norm > radius))
        {
            return false;
        }

        double scale = radius / norm;
        foreach (ref double entry in parameters)
        {
            entry *= scale;
        }

        return true;
    }
}
