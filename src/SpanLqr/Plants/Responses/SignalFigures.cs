using System;
using System.Collections.Generic;

namespace SpanLqr.Plants;

/// <summary>What is looked at in a response: how far, how fast and how well a signal goes to its reference.</summary>
public sealed record SignalFigures
{
    /// <summary>A signal has settled once it stays within this share of the way.</summary>
    public const double Band = 0.02;

    /// <summary>y_0.</summary>
    public required double Start { get; init; }

    /// <summary>r, the last reference.</summary>
    public required double Reference { get; init; }

    /// <summary>y_T.</summary>
    public required double Final { get; init; }

    /// <summary>How far y goes beyond r, as a share of the way |r − y_0|; null without a way, or where r changes.</summary>
    public required double? Overshoot { get; init; }

    /// <summary>The time from which on y stays within 2 % of the way about r; null where it does not, without a way, or where r changes.</summary>
    public required double? SettlingTime { get; init; }

    /// <summary>The time from 10 % to 90 % of the way; null where it does not get there, without a way, or where r changes.</summary>
    public required double? RiseTime { get; init; }

    /// <summary>The root of the mean of (y_t − r_t)² over t = 0 … T.</summary>
    public required double RmsError { get; init; }

    /// <summary>The largest |y_t|.</summary>
    public required double Peak { get; init; }

    /// <summary>The figures of one signal.</summary>
    /// <param name="values">y_0 … y_T, at least one.</param>
    /// <param name="references">r_0 … r_T.</param>
    /// <param name="step">The time between two of them; 1 in discrete time.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there are no values.</exception>
    public static SignalFigures Of(IReadOnlyList<double> values, IReadOnlyList<double> references, double step)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(references);
        if (values.Count == 0 || values.Count != references.Count)
        {
            throw new ArgumentException($"There are {values.Count} values and {references.Count} references, expected as many of both, at least one.", nameof(values));
        }

        double start = values[0], target = references[^1], way = target - start, squares = 0, peak = 0, beyond = 0;
        bool isConstant = true;
        int settled = 0;
        int? tenth = null, ninetieth = null;
        for (int t = 0; t < values.Count; t++)
        {
            double error = values[t] - references[t];
            squares += error * error;
            peak = Math.Max(peak, Math.Abs(values[t]));
            isConstant &= references[t] == target;
            double share = (values[t] - start) / way;
            beyond = Math.Max(beyond, share - 1);
            settled = Math.Abs(share - 1) <= Band ? settled : t + 1;
            tenth ??= share >= 0.1 ? t : null;
            ninetieth ??= share >= 0.9 ? t : null;
        }

        bool hasWay = isConstant && way != 0;
        return new SignalFigures
        {
            Start = start,
            Reference = target,
            Final = values[^1],
            Overshoot = hasWay ? beyond : null,
            SettlingTime = hasWay && settled < values.Count ? settled * step : null,
            RiseTime = hasWay && ninetieth is { } late && tenth is { } early ? (late - early) * step : null,
            RmsError = Math.Sqrt(squares / values.Count),
            Peak = peak,
        };
    }
}
