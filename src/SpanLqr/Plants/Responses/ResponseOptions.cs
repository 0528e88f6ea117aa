using System.Collections.Generic;

namespace SpanLqr.Plants;

/// <summary>How a <see cref="PlantResponse"/> is run.</summary>
public sealed record ResponseOptions
{
    /// <summary>T, the steps, at least 1.</summary>
    public required int Steps { get; init; }

    /// <summary>
    /// r_0, r_1, …, q entries each, for a plant with tracked outputs; the last one stays. Null takes the problem's reference. Of no use over a
    /// horizon with references of its own, whose policy holds them.
    /// </summary>
    public IReadOnlyList<double[]>? References { get; init; }

    /// <summary>The largest an input may be, or infinity.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the noises of the plant and of its measurements act.</summary>
    public bool HasNoise { get; init; }

    /// <summary>The seed of the noise.</summary>
    public ulong Seed { get; init; }
}
