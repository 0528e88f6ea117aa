using System.Numerics;
using SpanLqr.Riccati;

namespace SpanLqr.Plants;

/// <summary>What a refusal rests on.</summary>
/// <param name="Mode">The eigenvalue of the plant as given, or null where none could be told.</param>
/// <param name="OtherMode">The second of two that look alike, or null.</param>
/// <param name="Solver">The status of the Riccati equation that was not solved.</param>
/// <param name="Stage">The stage of a horizon at which the recursion stopped, or −1.</param>
/// <param name="Row">The row that is at fault, of the outputs, or −1.</param>
public sealed record PlantEvidence(
    Complex? Mode = null, Complex? OtherMode = null, SolveStatus Solver = SolveStatus.Ok, int Stage = -1, int Row = -1)
{
    /// <summary>What the status of the Riccati equation rests on: an eigenvalue of what it was given, or the digits that were missing.</summary>
    public StatusEvidence Equation { get; init; } = StatusEvidence.None;
}
