using System;
using SpanLqr.Learning.Lqr;

namespace SpanLqr.Learning.Teams;

/// <summary>One of a team's auxiliary systems as a learner sees it; its runs are parts of joint runs.</summary>
internal sealed class AuxiliaryPlant(JointRuns runs, int system, int stateDim, int inputDim) : IPlant
{
    /// <inheritdoc/>
    public int StateDim => stateDim;

    /// <inheritdoc/>
    public int InputDim => inputDim;

    /// <inheritdoc/>
    public bool Run(PlantRun run, Span<double> states, Span<double> inputs, Span<double> costs)
    {
        var request = new JointRequest(
            run.Gain.ToArray(),
            run.Exploration.ToArray(),
            run.Start.ToArray(),
            run.Start.IsEmpty,
            new double[states.Length],
            new double[inputs.Length],
            new double[costs.Length]);
        runs.Await(system, request);
        request.States.CopyTo(states);
        request.Inputs.CopyTo(inputs);
        request.Costs.CopyTo(costs);
        return !request.HasFailed;
    }
}
