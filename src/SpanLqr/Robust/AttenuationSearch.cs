using System;

namespace SpanLqr.Robust;

/// <summary>The least viable level of a game, by bracketing and Chandrupatla's method on γ².</summary>
/// <remarks>
/// Both what must be positive, the least margin, and what must not be, the excess, are monotone in γ, and near its root each is a smooth
/// function of γ². So a bracket whose lower end is solvable closes on the root of the excess, any other on that of the margin, until
/// a solvable lower end turns up: about ten levels in place of bisection's forty.
/// Source: T. R. Chandrupatla, Adv. Eng. Software 28 (1997): inverse quadratic steps where they are safe, bisection elsewhere.
/// </remarks>
internal struct AttenuationSearch<TGame>(TGame game)
    where TGame : IAttenuation
{
    // In γ², so half of it in γ: below the promised 1e-9, well above what rounding does to margin and excess.
    private const double RelativeWidth = 1e-9;

    // A cap that only a bug reaches: bisection alone needs 60.
    private const int MaxSteps = 200;

    // Levels whose squares are still normal numbers with room for products.
    private const double Least = 1e-100, Greatest = 1e100;

    private const double FirstFactor = 1.05;

    private AttenuationPoint _lower;
    private AttenuationPoint _upper;

    /// <summary>Levels evaluated.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The least viable level, itself viable; NaN where none is, up to 1e100.</summary>
    /// <param name="start">A guess.</param>
    /// <param name="finite">For N agents, not for infinitely many.</param>
    public double Find(double start, bool finite)
    {
        _lower = _upper = Evaluate(start);
        return Bracket(finite) ? Close(finite) : double.NaN;
    }

    /// <summary>The least viable level for N agents, near that for infinitely many, which has just been found.</summary>
    public double FindFinite() => Bracket(true) ? Close(true) : double.NaN;

    /// <summary>Moves the ends apart until the lower one is not viable and the upper one is.</summary>
    private bool Bracket(bool finite)
    {
        double factor = FirstFactor;
        for (; !_upper.Of(finite).IsViable; factor *= factor)
        {
            double next = _upper.Gamma * factor;
            if (!(next <= Greatest))
            {
                return false;
            }

            _lower = _upper;
            _upper = Evaluate(next);
        }

        factor = FirstFactor;
        for (; _lower.Of(finite).IsViable; factor *= factor)
        {
            double next = _lower.Gamma / factor;
            _upper = _lower;
            if (!(next >= Least))
            {
                break;
            }

            _lower = Evaluate(next);
        }

        return true;
    }

    private double Close(bool finite)
    {
        // x1 is the newest level, x2 the one beyond the root, x3 the one that was dropped last.
        bool onExcess = _lower.Of(finite).Solvable;
        double x1 = Square(_lower), x2 = Square(_upper), x3 = x1;
        double f1 = Function(_lower.Of(finite), onExcess), f2 = Function(_upper.Of(finite), onExcess), f3 = f1;
        for (int k = 0; k < MaxSteps && Square(_upper) - Square(_lower) > RelativeWidth * Square(_upper); k++)
        {
            double smallest = 0.5 * RelativeWidth * Square(_upper) / Math.Abs(x2 - x1);
            double t = Math.Clamp(Step(x1, x2, x3, f1, f2, f3), smallest, 1 - smallest);
            double x = x1 + (t * (x2 - x1));
            AttenuationPoint point = Evaluate(Math.Sqrt(x));
            bool viable = point.Of(finite).IsViable;
            (_lower, _upper) = viable ? (_lower, point) : (point, _upper);
            if (!viable && point.Of(finite).Solvable && !onExcess)
            {
                onExcess = true;
                (x1, x2, x3) = (Square(_lower), Square(_upper), Square(_lower));
                (f1, f2) = (Function(_lower.Of(finite), onExcess), Function(_upper.Of(finite), onExcess));
                f3 = f1;
                continue;
            }

            double f = Function(point.Of(finite), onExcess);
            (x3, f3) = f > 0 == f1 > 0 ? (x1, f1) : (x2, f2);
            (x2, f2) = f > 0 == f1 > 0 ? (x2, f2) : (x1, f1);
            (x1, f1) = (x, f);
        }

        return _upper.Gamma;
    }

    /// <summary>The share of the way from x1 to x2: inverse quadratic where the three points allow it, else a half.</summary>
    private static double Step(double x1, double x2, double x3, double f1, double f2, double f3)
    {
        double xi = (x1 - x2) / (x3 - x2), phi = (f1 - f2) / (f3 - f2);
        double quadratic = (f1 / (f2 - f1) * (f3 / (f2 - f3))) + ((x3 - x1) / (x2 - x1) * (f1 / (f3 - f1)) * (f2 / (f3 - f2)));
        return phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi && double.IsFinite(quadratic) ? quadratic : 0.5;
    }

    /// <summary>Positive where the level is viable, as far as margin or excess alone can say, negative where it is not.</summary>
    private static double Function(in AttenuationVerdict verdict, bool onExcess) =>
        onExcess && verdict.Solvable ? Signed(-verdict.Excess, verdict.IsViable) : Signed(verdict.Margin, verdict.Solvable);

    // Zero counts as positive for an excess and as negative for a margin; rounding decides neither.
    private static double Signed(double value, bool positive) =>
        positive ? Math.Max(value, double.Epsilon) : Math.Min(value, -double.Epsilon);

    private static double Square(in AttenuationPoint point) => point.Gamma * point.Gamma;

    private AttenuationPoint Evaluate(double gamma)
    {
        Evaluations++;
        return game.Evaluate(gamma);
    }
}
