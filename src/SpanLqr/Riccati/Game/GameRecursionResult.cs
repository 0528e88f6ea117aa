namespace SpanLqr.Riccati;

/// <summary>What <see cref="GameRecursion"/> did.</summary>
/// <param name="Status">
/// Ok; NoSaddlePoint where γ²I − D'M_{t+1}D is not positive definite: γ is too small for this horizon; StageNotConvex where the
/// controller's own stage has no minimum, which R ≻ 0 and Q ⪰ 0 rule out; NonFinite.
/// </param>
/// <param name="FailedStage">The t of the stage that failed, the first from the end; T for the terminal cost; −1 where none did.</param>
/// <param name="Margin">The least eigenvalue of γ²I − D'M_{t+1}D over the stages done, the failed one included.</param>
public readonly record struct GameRecursionResult(SolveStatus Status, int FailedStage, double Margin)
{
    /// <summary>Whether <see cref="Status"/> is <see cref="SolveStatus.Ok"/>.</summary>
    public bool IsOk => Status == SolveStatus.Ok;
}
