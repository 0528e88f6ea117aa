namespace SpanLqr.Teams;

/// <summary>The share of one agent in the whole state and input.</summary>
/// <param name="States">d, at least 1.</param>
/// <param name="Inputs">k, at least 1.</param>
public sealed record AgentDimensions(int States, int Inputs);
