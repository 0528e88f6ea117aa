using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>All that a critic may know of a plant: states, inputs and costs along trajectories of u = −Kx + σz.</summary>
/// <remarks>
/// Behind it may stand our simulations, a simulator of the user's own or a record of a plant. One that is given to a critic is run by one
/// thread at a time; several may run at once, each by a thread of its own.
/// </remarks>
public interface ITrajectorySource
{
    /// <summary>n.</summary>
    int StateDim { get; }

    /// <summary>m.</summary>
    int InputDim { get; }

    /// <summary>How many agents of the same law, each with a trajectory of its own, one run gives data of.</summary>
    int Agents { get; }

    /// <summary>Runs T steps from a state that is typical of the policy, or nearly.</summary>
    /// <param name="gain">K, m×n.</param>
    /// <param name="exploration">σ.</param>
    /// <param name="key">The name of the noise: the same run for the same key.</param>
    /// <param name="steps">T.</param>
    /// <param name="states">Receives x_0 … x_T of each agent in turn, Agents·(T+1)·n entries.</param>
    /// <param name="inputs">Receives u_0 … u_T of each agent in turn, Agents·(T+1)·m entries.</param>
    /// <param name="costs">Receives c_0 … c_{T−1} of each agent in turn, Agents·T entries.</param>
    /// <returns>False where the plant diverged; the data are then worthless.</returns>
    bool Run(ReadOnlySpan<double> gain, double exploration, ulong key, int steps, Span<double> states, Span<double> inputs, Span<double> costs);
}
