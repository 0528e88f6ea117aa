using System;

namespace SpanLqr.Learning.Games;

/// <summary>The settings with which theory proves that a zero-order descent reaches an accuracy; far beyond what is needed.</summary>
/// <param name="Radius">r.</param>
/// <param name="Step">η.</param>
/// <param name="Batch">k; a real number, for it is often larger than any integer type.</param>
/// <param name="Iterations">R.</param>
public readonly record struct DescentSchedule(double Radius, double Step, double Batch, double Iterations)
{
    /// <summary>Lemma 1, for the gains of one population: J − J* ≤ ε/2 with a probability of at least 1 − δR.</summary>
    /// <remarks>
    /// mL is taken as D, the number of parameters. The paper's words before the lemma call φ the Lipschitz constant and λ that of smoothness;
    /// its own constants (125), and a step of 1/8φ, have it the other way round, as here. Its θ is defined nowhere in it. We take min(1/2φ, ρ/λ),
    /// a step for which a cost with these constants falls and which stays in the radius ρ, since ‖∇J‖ ≤ λ. That Malik et al. (2019), on whose
    /// Theorem 2 the lemma rests, have the same θ is from memory: of their paper only the abstract could be checked.
    /// </remarks>
    /// <param name="cost">The constants of the cost.</param>
    /// <param name="parameters">D.</param>
    /// <param name="accuracy">ε.</param>
    /// <param name="risk">δ.</param>
    public static DescentSchedule ForGains(CostConstants cost, int parameters, double accuracy, double risk)
    {
        (double phi, double lambda, double mu, double rho, double start, double gap) = cost;
        double theta = Math.Min(1 / (2 * phi), rho / lambda);
        double radius = 1 / (8 * phi) * Math.Min(theta * mu * Math.Sqrt(accuracy / 240), 1 / phi * Math.Sqrt(accuracy * mu / 30));
        double step = Math.Min(1, Math.Min(1 / (8 * phi), rho / ((Math.Sqrt(mu) / 32) + phi + lambda)));
        double batch = 1024 * Square(parameters / radius) * Square(start + (lambda / rho)) * Math.Log(2 * parameters / risk) / (mu * accuracy);
        return new DescentSchedule(radius, step, batch, Iterate(8 / (step * mu), 2 * gap / accuracy));
    }

    /// <summary>Lemma 2, for the offsets of one population: J − J* ≤ ε/2 with a probability of at least 1 − δR.</summary>
    /// <param name="cost">The constants of the cost.</param>
    /// <param name="parameters">D.</param>
    /// <param name="accuracy">ε.</param>
    /// <param name="risk">δ.</param>
    public static DescentSchedule ForOffsets(CostConstants cost, int parameters, double accuracy, double risk)
    {
        (double phi, double lambda, double nu, double rho, double start, double gap) = cost;
        double radius = Math.Min(1, Math.Min(rho, nu * accuracy / (32 * phi * lambda)));
        double step = Math.Min(1 / phi, rho / ((nu / 32) + phi + lambda));
        double batch = 1024 * Square(parameters / radius) * Square(start + (lambda / rho)) * Math.Log(2 * parameters / risk)
            * Math.Max(1 / (nu * accuracy), Square(lambda / (nu * accuracy)));
        return new DescentSchedule(radius, step, batch, Iterate(1 / (nu * step), 4 * gap / accuracy));
    }

    /// <summary>Theorem 3: the rounds log(2·error/ε)/(1 − T) after which a contraction by T has brought an error below ε; +∞ where T ≥ 1.</summary>
    /// <param name="contraction">T.</param>
    /// <param name="error">The error at the start.</param>
    /// <param name="accuracy">ε.</param>
    public static double Rounds(double contraction, double error, double accuracy) =>
        contraction < 1 ? Iterate(1 / (1 - contraction), 2 * error / accuracy) : double.PositiveInfinity;

    private static double Iterate(double factor, double ratio) => Math.Ceiling(factor * Math.Max(0, Math.Log(ratio)));

    private static double Square(double x) => x * x;
}
