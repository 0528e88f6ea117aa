namespace SpanLqr.Teams;

/// <summary>N exchangeable agents: what one agent of the population is on its own.</summary>
/// <remarks>The blocks a, b, q, r, ω of the paper: the diagonal blocks of the whole system. d states and k inputs an agent.</remarks>
public sealed record Population
{
    /// <summary>The name, unique in the team; <see cref="TeamSolution.MeanFieldName"/> is taken.</summary>
    public required string Name { get; init; }

    /// <summary>N, the number of agents, at least 1. Nothing is paid for a large one.</summary>
    public required int Size { get; init; }

    /// <summary>a, d×d: the agent's own dynamics.</summary>
    public required double[,] A { get; init; }

    /// <summary>b, d×k: the agent's own input.</summary>
    public required double[,] B { get; init; }

    /// <summary>q, d×d, symmetric: the weight of the agent's own state.</summary>
    public required double[,] Q { get; init; }

    /// <summary>r, k×k, symmetric: the weight of the agent's own input.</summary>
    public required double[,] R { get; init; }

    /// <summary>ω, d×d, symmetric: the covariance of the agent's own noise, or null for the identity.</summary>
    public double[,]? W { get; init; }

    /// <summary>d, the number of states of one agent.</summary>
    public int StateDim => A.GetLength(0);

    /// <summary>k, the number of inputs of one agent.</summary>
    public int InputDim => B.GetLength(1);
}
