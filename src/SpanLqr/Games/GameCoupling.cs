namespace SpanLqr.Games;

/// <summary>The cost ‖z − z̄^k − β‖²_C that an agent of one population pays for its place relative to the mean of another.</summary>
/// <remarks>One direction of a link: what the agents of <see cref="To"/> pay, if anything, is a coupling of its own.</remarks>
public sealed record GameCoupling
{
    /// <summary>l, the population that pays, counted from 0.</summary>
    public required int Of { get; init; }

    /// <summary>k ≠ l, the population that is looked at, counted from 0.</summary>
    public required int To { get; init; }

    /// <summary>C^{lk}, m×m, symmetric, ⪰ 0.</summary>
    public required double[,] Weight { get; init; }

    /// <summary>β^{lk}, m: where an agent of l wants to stand relative to the mean of k, or null for 0.</summary>
    public double[]? Offset { get; init; }
}
