using System;
using System.Collections.Generic;
using SpanLqr.Lqr;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>
/// A controller as it runs beside a plant: the policy of a <see cref="PlantSolution"/> with its filter, its memory of the inputs under way
/// and its integrators, which wait while an input is at its limit. A step allocates nothing.
/// </summary>
/// <remarks>
/// u_t = −Ks_t − Ge_t + Fr − κ, over a horizon with matrices of each step; then x̂⁻⁺ from the inputs that act, the line of inputs moves on, ξ⁺ = ξ + h(Ex − r). About 2(m + n)·s flops
/// a step. <see cref="Lqg"/> is the same without delay and integrators on shapes of fixed size.
/// </remarks>
public sealed class PlantController
{
    private readonly int _states;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _integrals;
    private readonly Policy[] _policies;
    private readonly double[] _held;
    private readonly double[] _reach;
    private readonly double[] _drift;
    private readonly double[] _measured;
    private readonly double[] _integrated;
    private readonly double _step;
    private readonly double[] _own;
    private readonly double[] _next;
    private readonly double[] _innovation;
    private readonly double[] _wanted;
    private readonly double[] _tracked;
    private int _time;

    /// <summary>The controller of a solution, at rest.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="solution">Its solution, Ok.</param>
    /// <exception cref="ArgumentException">The solution is not Ok, or not of this problem.</exception>
    public PlantController(PlantProblem problem, PlantSolution solution)
        : this(problem, [PolicyOf(solution)])
    {
    }

    /// <summary>The controller of a policy, whoever found it, at rest.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="policies">One policy a step, the last of which stays in force; or one alone.</param>
    /// <exception cref="ArgumentException">There is no policy, a matrix has the wrong size, or the plant can't be sampled.</exception>
    public PlantController(PlantProblem problem, IReadOnlyList<PlantPolicy> policies)
    {
        PlantChecks.Check(problem);
        ArgumentNullException.ThrowIfNull(policies);
        var plan = new PlantPlan(problem);
        PlantMeasurement? measurement = problem.Measurement;
        PlantTracking? tracking = problem.Tracking;
        _states = problem.StateDim;
        _inputs = problem.InputDim;
        _outputs = tracking?.Outputs.GetLength(0) ?? 0;
        _integrals = plan.Integrals;
        _step = plan.Step;
        int own = PlantSolver.Layout(problem, plan).Own;
        int measured = measurement?.C.GetLength(0) ?? 0;
        if (policies.Count == 0)
        {
            throw new ArgumentException("There is no policy, expected one, or one a step.", nameof(policies));
        }

        _policies = new Policy[policies.Count];
        for (int t = 0; t < _policies.Length; t++)
        {
            _policies[t] = Flattened(policies[t], own, measured);
        }

        (_held, _reach, _drift) = measurement is null ? ([], [], []) : MotionOf(problem, own);
        _measured = measurement is null ? [] : Arrays.Flat(measurement.C).ToArray();
        _integrated = _integrals == 0 ? [] : Arrays.Flat(tracking!.IntegratedFrom(measurement)).ToArray();
        _own = new double[own];
        _next = new double[_states];
        _innovation = new double[measured];
        _wanted = new double[_inputs];
        _tracked = new double[_integrals];
    }

    /// <summary>s = (x or x̂⁻, u_{t−1}, …, u_{t−k}, ξ).</summary>
    public ReadOnlySpan<double> State => _own;

    /// <summary>e = y − Cx̂⁻ of the last step; empty where the state is known.</summary>
    public ReadOnlySpan<double> Innovation => _innovation;

    /// <summary>The largest an input may be, or infinity.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Entries of inputs that were limited so far.</summary>
    public long Limited { get; private set; }

    /// <summary>Forgets everything: estimate, inputs under way and integrators become zero.</summary>
    public void Reset()
    {
        Array.Clear(_own);
        Array.Clear(_innovation);
        Limited = 0;
        _time = 0;
    }

    /// <summary>The same, with a first estimate of the state.</summary>
    /// <param name="estimate">x̂⁻_0, n entries; without measurements it is not used.</param>
    /// <exception cref="ArgumentException">The span has the wrong length.</exception>
    public void Reset(ReadOnlySpan<double> estimate)
    {
        Border.Length(estimate, _states);
        Reset();
        estimate.CopyTo(_own);
    }

    /// <summary>The input of this step, and the controller's state of the next.</summary>
    /// <param name="measurement">y, p entries; without measurements the state x, n entries.</param>
    /// <param name="reference">r, q entries; empty without tracked outputs.</param>
    /// <param name="input">Receives u, m entries, within the limit.</param>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public void Step(ReadOnlySpan<double> measurement, ReadOnlySpan<double> reference, Span<double> input)
    {
        bool isMeasured = _measured.Length > 0;
        Border.Length(measurement, isMeasured ? _innovation.Length : _states);
        Border.Length(reference, _outputs);
        Border.Length(input, _inputs);
        if (isMeasured)
        {
            measurement.CopyTo(_innovation);
            AddProduct(_measured, _own.AsSpan(0, _states), -1, _innovation);
        }
        else
        {
            measurement.CopyTo(_own);
        }

        Policy policy = _policies[Math.Min(_time, _policies.Length - 1)];
        _time = Math.Min(_time + 1, _policies.Length);
        Array.Clear(_wanted);
        AddProduct(policy.Gain, _own, -1, _wanted);
        AddProduct(policy.InnovationGain, _innovation, -1, _wanted);
        AddProduct(policy.Feedforward, reference, 1, _wanted);
        for (int i = 0; i < policy.Offset.Length; i++)
        {
            _wanted[i] -= policy.Offset[i];
        }

        Limited += IntegralAction.Limit(_wanted, Limit, input);
        Integrate(policy, measurement, reference, input);
        Predict(policy, isMeasured, input);
        DelayLine.Push(_own.AsSpan(_states, _own.Length - _states - _integrals), input);
    }

    private static PlantPolicy PolicyOf(PlantSolution solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        return solution.IsOk
            ? solution.Policy
            : throw new ArgumentException($"The solution is {solution.Status}, expected Ok.", nameof(solution));
    }

    /// <summary>x̂⁺ from s and u: the rows of the state in the step on s.</summary>
    private static (double[] Held, double[] Reach, double[] Drift) MotionOf(PlantProblem problem, int own)
    {
        AugmentedPlant plant = PlantSolver.Augment(problem);
        if (plant.Problem is null)
        {
            throw new ArgumentException($"The plant cannot be sampled: {plant.Status}.", nameof(problem));
        }

        int n = problem.StateDim;
        return (
            new Matrix(plant.Problem.A).Block(0, 0, n, own).ToVector(),
            new Matrix(plant.Problem.B).Block(0, 0, n, problem.InputDim).ToVector(),
            plant.Drift[..n]);
    }

    private Policy Flattened(PlantPolicy policy, int own, int measured)
    {
        static double[] Flat(double[,]? matrix, int rows, int columns, string name)
        {
            if (matrix is null)
            {
                return [];
            }

            Arrays.Check(matrix, rows, columns, name);
            return Arrays.Flat(matrix).ToArray();
        }

        Arrays.Check(policy.Gain, _inputs, own, nameof(policy.Gain));
        Arrays.Check(policy.Offset, _inputs, nameof(policy.Offset));
        if (measured > 0)
        {
            ArgumentNullException.ThrowIfNull(policy.InnovationGain);
            ArgumentNullException.ThrowIfNull(policy.PredictorGain);
        }

        return new Policy(
            Arrays.Flat(policy.Gain).ToArray(),
            new Matrix(policy.Gain).Block(0, own - _integrals, _inputs, _integrals).ToVector(),
            Flat(measured == 0 ? null : policy.InnovationGain, _inputs, measured, nameof(policy.InnovationGain)),
            Flat(measured == 0 ? null : policy.PredictorGain, _states, measured, nameof(policy.PredictorGain)),
            Flat(policy.Feedforward, _inputs, _outputs, nameof(policy.Feedforward)),
            policy.Offset ?? []);
    }

    /// <summary>y ← y + c·Mx.</summary>
    private static void AddProduct(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, double factor, Span<double> y)
    {
        for (int i = 0; i < y.Length && !matrix.IsEmpty; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++)
            {
                sum = Math.FusedMultiplyAdd(matrix[(i * x.Length) + j], x[j], sum);
            }

            y[i] += factor * sum;
        }
    }

    private void Integrate(Policy policy, ReadOnlySpan<double> measurement, ReadOnlySpan<double> reference, ReadOnlySpan<double> input)
    {
        if (_integrals == 0)
        {
            return;
        }

        Array.Clear(_tracked);
        AddProduct(_integrated, measurement, 1, _tracked);
        IntegralAction.Advance(policy.IntegralGain, _tracked, reference, _step, _wanted, input, _own.AsSpan(_own.Length - _integrals));
    }

    private void Predict(Policy policy, bool isMeasured, ReadOnlySpan<double> input)
    {
        if (!isMeasured)
        {
            return;
        }

        _drift.CopyTo(_next, 0);
        AddProduct(_held, _own, 1, _next);
        AddProduct(_reach, input, 1, _next);
        AddProduct(policy.PredictorGain, _innovation, 1, _next);
        _next.CopyTo(_own, 0);
    }

    /// <summary>The matrices of a policy by rows; those that it lacks are empty.</summary>
    private sealed record Policy(
        double[] Gain, double[] IntegralGain, double[] InnovationGain, double[] PredictorGain, double[] Feedforward, double[] Offset);
}
