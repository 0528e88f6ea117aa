namespace SpanLqr.Compare.Report;

/// <summary>What the machine can do, and what share of it is demanded.</summary>
/// <param name="Speed">Flops per nanosecond of fused multiply-adds on registers.</param>
/// <param name="Width">The vectors they ran on.</param>
/// <param name="Demand">The share of it that a large product should reach.</param>
internal sealed record Peak(double Speed, string Width, double Demand);
