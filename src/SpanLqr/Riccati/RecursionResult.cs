namespace SpanLqr.Riccati;

/// <summary>What <see cref="RiccatiRecursion"/> did.</summary>
/// <param name="Status">Ok; StageNotConvex where R + B'PB is not positive definite; NonFinite.</param>
/// <param name="FailedStage">The t of the stage that failed, or −1.</param>
public readonly record struct RecursionResult(SolveStatus Status, int FailedStage)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
