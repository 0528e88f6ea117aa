namespace SpanLqr.Learning.Teams;

/// <summary>What a learner knows of a population of exchangeable agents: how many there are, and what each of them shows and takes.</summary>
/// <param name="Name">The name, unique in the team.</param>
/// <param name="Size">N, at least 1.</param>
/// <param name="StateDim">d, the states of one agent.</param>
/// <param name="InputDim">k, the inputs of one agent.</param>
public sealed record AgentPopulation(string Name, int Size, int StateDim, int InputDim);
