namespace SpanLqr.Learning.Games;

/// <summary>What the analysis of zero-order descent knows of a cost J near its start.</summary>
/// <param name="Smoothness">φ: ‖∇J(x) − ∇J(y)‖ ≤ φ‖x − y‖.</param>
/// <param name="Lipschitz">λ: |J(x) − J(y)| ≤ λ‖x − y‖.</param>
/// <param name="Domination">μ: ‖∇J(x)‖² ≥ μ(J(x) − J*), or the strong convexity of an offset's cost.</param>
/// <param name="LocalRadius">ρ: up to this distance the other constants hold.</param>
/// <param name="StartCost">J at the start.</param>
/// <param name="StartGap">J − J* at the start, or an upper bound of it.</param>
public readonly record struct CostConstants(
    double Smoothness, double Lipschitz, double Domination, double LocalRadius, double StartCost, double StartGap);
