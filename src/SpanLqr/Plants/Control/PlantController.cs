using System;
using SpanLqr.Lqr;
using SpanLqr.Shapes;

namespace SpanLqr.Plants;

/// <summary>
/// A controller as it runs beside a plant: the policy of a <see cref="PlantSolution"/> with its filter, its memory of the inputs under way
/// and its integrators, which wait while an input is at its limit. A step allocates nothing.
/// </summary>
/// <remarks>
/// u_t = −Ks_t − Ge_t + Fr − κ; then x̂⁻⁺ from the inputs that act, the line of inputs moves on, ξ⁺ = ξ + h(Ex − r). About 2(m + n)·s flops
/// a step. <see cref="Lqg"/> is the same without delay and integrators on shapes of fixed size.
/// </remarks>
public sealed class PlantController
{
    private readonly int _states;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _integrals;
    private readonly double[] _gain;
    private readonly double[] _integralGain;
    private readonly double[] _forward;
    private readonly double[] _offset;
    private readonly double[] _held;
    private readonly double[] _reach;
    private readonly double[] _drift;
    private readonly double[] _measured;
    private readonly double[] _innovationGain;
    private readonly double[] _predictorGain;
    private readonly double[] _integrated;
    private readonly double _step;
    private readonly double[] _own;
    private readonly double[] _next;
    private readonly double[] _innovation;
    private readonly double[] _wanted;
    private readonly double[] _tracked;

    /// <summary>The controller of a solution, at rest.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="solution">Its solution, Ok.</param>
    /// <exception cref="ArgumentException">The solution is not Ok, or not of this problem.</exception>
    public PlantController(PlantProblem problem, PlantSolution solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        AugmentedPlant plant = PlantSolver.Augment(problem);
        if (!solution.IsOk || plant.Problem is null || solution.Gain.GetLength(1) != plant.Problem.StateDim)
        {
            throw new ArgumentException("The solution is not an answer to this problem.", nameof(solution));
        }

        _states = problem.StateDim;
        _inputs = problem.InputDim;
        int own = plant.Problem.StateDim;
        PlantMeasurement? measurement = problem.Measurement;
        PlantTracking? tracking = problem.Tracking;
        _outputs = tracking?.Outputs.GetLength(0) ?? 0;
        _integrals = tracking?.IntegralWeight is null ? 0 : _outputs;
        _step = problem.Time == PlantTime.Continuous ? problem.Step : 1;
        _gain = Arrays.Flat(solution.Gain).ToArray();
        _integralGain = new Matrix(solution.Gain).Block(0, own - _integrals, _inputs, _integrals).ToVector();
        _forward = solution.Feedforward is null ? [] : Arrays.Flat(solution.Feedforward).ToArray();
        _offset = solution.Offset ?? [];
        _held = new Matrix(plant.Problem.A).Block(0, 0, _states, own).ToVector();
        _reach = new Matrix(plant.Problem.B).Block(0, 0, _states, _inputs).ToVector();
        _drift = plant.Drift[.._states];
        _measured = measurement is null ? [] : Arrays.Flat(measurement.C).ToArray();
        _innovationGain = solution.Filter is null ? [] : Arrays.Flat(solution.Filter.InnovationGain).ToArray();
        _predictorGain = solution.Filter is null ? [] : Arrays.Flat(solution.Filter.PredictorGain).ToArray();
        _integrated = _integrals == 0 ? [] : Integrated(tracking!, measurement);
        _own = new double[own];
        _next = new double[_states];
        _innovation = new double[measurement?.C.GetLength(0) ?? 0];
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

        Array.Clear(_wanted);
        AddProduct(_gain, _own, -1, _wanted);
        AddProduct(_innovationGain, _innovation, -1, _wanted);
        AddProduct(_forward, reference, 1, _wanted);
        for (int i = 0; i < _offset.Length; i++)
        {
            _wanted[i] -= _offset[i];
        }

        Limited += IntegralAction.Limit(_wanted, Limit, input);
        Integrate(measurement, reference, input);
        Predict(isMeasured, input);
        DelayLine.Push(_own.AsSpan(_states, _own.Length - _states - _integrals), input);
    }

    private static double[] Integrated(PlantTracking tracking, PlantMeasurement? measurement)
    {
        Matrix outputs = new(tracking.Outputs);
        if (measurement is null)
        {
            return outputs.ToVector();
        }

        _ = MeasuredIntegral.TryFind(outputs, new Matrix(measurement.C), out Matrix combination);
        return combination.ToVector();
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

    private void Integrate(ReadOnlySpan<double> measurement, ReadOnlySpan<double> reference, ReadOnlySpan<double> input)
    {
        if (_integrals == 0)
        {
            return;
        }

        Array.Clear(_tracked);
        AddProduct(_integrated, measurement, 1, _tracked);
        IntegralAction.Advance(_integralGain, _tracked, reference, _step, _wanted, input, _own.AsSpan(_own.Length - _integrals));
    }

    private void Predict(bool isMeasured, ReadOnlySpan<double> input)
    {
        if (!isMeasured)
        {
            return;
        }

        _drift.CopyTo(_next, 0);
        AddProduct(_held, _own, 1, _next);
        AddProduct(_reach, input, 1, _next);
        AddProduct(_predictorGain, _innovation, 1, _next);
        _next.CopyTo(_own, 0);
    }
}
