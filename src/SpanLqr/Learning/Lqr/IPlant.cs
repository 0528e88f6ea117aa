using System;

namespace SpanLqr.Learning.Lqr;

/// <summary>A plant that can be run: all that a learner of one regulator knows of it.</summary>
/// <remarks>
/// Behind it may stand our simulation, a simulator of the user's own or a plant. Runs of different trajectories may come from several
/// threads at once; what a run returns must depend on its arguments only, or results depend on the number of threads.
/// </remarks>
public interface IPlant
{
    /// <summary>n.</summary>
    int StateDim { get; }

    /// <summary>m.</summary>
    int InputDim { get; }

    /// <summary>Runs one trajectory under u = −Kx + Lz, z ~ N(0, I), for as many steps as there is room for costs.</summary>
    /// <param name="run">The policy, the exploration, where the trajectory begins and the name of its noise.</param>
    /// <param name="states">Receives x_0 … x_T, (T+1)·n entries.</param>
    /// <param name="inputs">Receives u_0 … u_{T−1}, T·m entries.</param>
    /// <param name="costs">Receives c_0 … c_{T−1}, T entries.</param>
    /// <returns>False where the plant diverged; the data are then worthless.</returns>
    bool Run(PlantRun run, Span<double> states, Span<double> inputs, Span<double> costs);
}
