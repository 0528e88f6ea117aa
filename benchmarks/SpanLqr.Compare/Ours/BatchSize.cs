namespace SpanLqr.Compare.Ours;

/// <summary>How much a call of <see cref="BatchProblems{TShape}"/> solves.</summary>
internal static class BatchSize
{
    public const int Problems = 32;

    public const int Horizon = 100;
}
