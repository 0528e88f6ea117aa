using System;

namespace SpanLqr.Compare.Measuring;

/// <summary>One way to do the work of a match.</summary>
/// <param name="Team">Whose it is: a column of the table.</param>
/// <param name="Variant">Which of the team's ways.</param>
/// <param name="Run">Makes so many calls and returns the seconds they took; negative if one failed.</param>
internal sealed record Contender(string Team, string Variant, Func<long, double> Run)
{
    /// <summary>The door that a user takes: every ratio is against this one.</summary>
    public const string Ours = "SpanLqr";

    /// <summary>The same without checks.</summary>
    public const string OursRaw = "SpanLqr raw";

    /// <summary>The raw door, published by NativeAOT and called from C++.</summary>
    public const string OursExported = "NativeAOT export";

    /// <summary>Ours without what the table is about: one problem after the other, one thread.</summary>
    public const string OneByOne = "one by one";

    public bool IsOurs => Team is Ours or OursRaw or OursExported or OneByOne;
}
