namespace SpanLqr.Learning.Lqr;

/// <summary>What a critic found besides Δ_K.</summary>
/// <param name="IsOk">Whether Δ_K can be used: the plant did not diverge, and the equations were regular.</param>
/// <param name="Cost">C(K), estimated; exploration included.</param>
/// <param name="Trajectories">Trajectories run.</param>
/// <param name="Steps">Steps of the plant in them.</param>
public readonly record struct CriticEstimate(bool IsOk, double Cost, int Trajectories, long Steps);
