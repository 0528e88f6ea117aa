using System;
using System.Globalization;

namespace SpanLqr.Learning.Lqr;

/// <summary>Numbers in explanations.</summary>
internal static class Words
{
    /// <summary>A share in per cent.</summary>
    public static string Percent(double share) => (100 * share).ToString("G2", CultureInfo.InvariantCulture) + " %";

    /// <summary>A large count.</summary>
    public static string Steps(double count) => count.ToString("0e0", CultureInfo.InvariantCulture);

    /// <summary>A budget that is spent with an estimate: what the target would take. The variance of an estimate falls like 1/N.</summary>
    public static string Budget(double estimate, double wanted, double target, double spent) =>
        double.IsFinite(estimate)
            ? $"the budget is spent: the gap is about {Percent(estimate)}, at most five times that; for {Percent(target)} about "
                + $"{Steps(Math.Max(2 * spent, spent * estimate / wanted))} steps"
            : $"the budget is spent before there is an estimate of the gap; {Steps(spent)} steps were too few";
}
