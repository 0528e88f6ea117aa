using System;
using System.Collections.Generic;
using System.Linq;

namespace SpanLqr.Plants;

/// <summary>One run of a plant under its controller, as the controller runs it: with its filter, delay, integrators and the limit of the inputs.</summary>
public sealed record PlantResponse
{
    /// <summary>The time of each row: t, or t·h.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>x_0 … x_T, n entries each.</summary>
    public required IReadOnlyList<double[]> States { get; init; }

    /// <summary>u_0 … u_{T−1} as they left the controller, within the limit, m entries each.</summary>
    public required IReadOnlyList<double[]> Inputs { get; init; }

    /// <summary>x̂⁻_0 … x̂⁻_T, n entries each; empty where the state is known.</summary>
    public required IReadOnlyList<double[]> Estimates { get; init; }

    /// <summary>
    /// The signals that are judged, y_0 … y_T: tracked outputs Ex, or else the states.
    /// </summary>
    public required IReadOnlyList<double[]> Signals { get; init; }

    /// <summary>r_0 … r_T, as many entries each.</summary>
    public required IReadOnlyList<double[]> References { get; init; }

    /// <summary>One for each signal.</summary>
    public required IReadOnlyList<SignalFigures> Figures { get; init; }

    /// <summary>Entries of inputs that were limited.</summary>
    public required long Limited { get; init; }

    /// <summary>Whether all of it is finite.</summary>
    public bool IsFinite => States.All(static x => x.All(double.IsFinite)) && Inputs.All(static u => u.All(double.IsFinite));

    /// <summary>The root mean square of each state.</summary>
    public IReadOnlyList<double> RmsOfStates => Rms(States);

    /// <summary>The root mean square of each input.</summary>
    public IReadOnlyList<double> RmsOfInputs => Rms(Inputs);

    /// <summary>Runs a plant from its initial state, past inputs and integrators zero; a filter starts from that state.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="policies">One policy, or over a horizon one a step.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="horizon">The horizon, or null for a stationary policy.</param>
    /// <returns>The run; see <see cref="IsFinite"/>.</returns>
    /// <exception cref="ArgumentException">A size does not fit, the plant can't be sampled, or a covariance is not semidefinite.</exception>
    /// <remarks>
    /// x⁺ = Ax + B(inputs that act) + c + w with the sampled matrices; y = Cx + v. The numbers of the noise are those of
    /// (seed, stream 0, rollout 0). About 2n(n + m + p) flops a step.
    /// </remarks>
    public static PlantResponse Of(
        PlantProblem problem, IReadOnlyList<PlantPolicy> policies, ResponseOptions options, PlantHorizon? horizon = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1);
        var controller = new PlantController(problem, policies) { Limit = options.Limit };
        var plant = new ResponsePlant(problem, horizon, options);
        double[][] targets = plant.TargetsOf(options);
        double[] x = problem.InitialState?.ToArray() ?? new double[problem.StateDim];
        controller.Reset(x);
        int steps = options.Steps;
        double[][] states = new double[steps + 1][], inputs = new double[steps][];
        var estimates = new List<double[]>();
        double step = problem.Time == PlantTime.Continuous ? problem.Step : 1;
        for (int t = 0; t <= steps; t++)
        {
            states[t] = x;
            if (problem.Measurement is not null)
            {
                estimates.Add(controller.State[..x.Length].ToArray());
            }

            if (t < steps)
            {
                inputs[t] = new double[problem.InputDim];
                controller.Step(plant.Measure(t, x), plant.ReferenceAt(t), inputs[t]);
                x = plant.Advance(t, x, inputs[t]);
            }
        }

        double[][] signals = [.. states.Select(plant.SignalsOf)];
        return new PlantResponse
        {
            Times = [.. Enumerable.Range(0, steps + 1).Select(t => t * step)],
            States = states,
            Inputs = inputs,
            Estimates = estimates,
            Signals = signals,
            References = targets,
            Figures = [.. Enumerable.Range(0, signals[0].Length).Select(i =>
                SignalFigures.Of([.. signals.Select(y => y[i])], [.. targets.Select(r => r[i])], step))],
            Limited = controller.Limited,
        };
    }

    private static double[] Rms(IReadOnlyList<double[]> rows) =>
        [.. Enumerable.Range(0, rows[0].Length).Select(i => Math.Sqrt(rows.Sum(row => row[i] * row[i]) / rows.Count))];
}
