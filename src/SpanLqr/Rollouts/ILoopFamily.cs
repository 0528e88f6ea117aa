using System;

namespace SpanLqr.Rollouts;

/// <summary>What a plant is under a policy with parameters: one closed loop for every θ.</summary>
public interface ILoopFamily
{
    /// <summary>n, the number of states.</summary>
    int StateDim { get; }

    /// <summary>D, the number of parameters.</summary>
    int ParameterCount { get; }

    /// <summary>Writes the loop of θ. Called for every rollout of a search and from several threads at once: it should not allocate.</summary>
    /// <param name="parameters">θ, D entries.</param>
    /// <param name="loop">Holds any loop at first: begin with <see cref="LoopEntries.Set"/>.</param>
    void Close(ReadOnlySpan<double> parameters, LoopEntries loop);
}
