using SpanLqr.RandomNumbers;

namespace SpanLqr.Populations;

/// <summary>Which stream of the seed each part of a rollout draws from. No two parts of two rollouts share one.</summary>
internal static class PopulationStreams
{
    // Populations are counted from 0 and are far fewer.
    private const ulong CommonTag = ulong.MaxValue, CollapsedTag = 1UL << 32;

    /// <summary>The stream of a population's agents; agent i is rollout i of it.</summary>
    public static ulong Agents(ulong stream, ulong rollout, int population) =>
        SplitMix64.Combine(SplitMix64.Combine(stream, rollout), (ulong)population);

    /// <summary>The one sequence of a collapsed population.</summary>
    public static ulong Collapsed(ulong stream, ulong rollout, int population) =>
        SplitMix64.Combine(SplitMix64.Combine(stream, rollout), CollapsedTag + (ulong)population);

    /// <summary>The one sequence of the noise that is common to all agents.</summary>
    public static ulong Common(ulong stream, ulong rollout) => SplitMix64.Combine(SplitMix64.Combine(stream, rollout), CommonTag);
}
