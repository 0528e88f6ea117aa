using System;
using System.Collections.Generic;
using System.Linq;
using SpanLqr.RandomNumbers;

namespace SpanLqr.Plants;

/// <summary>The plant's side of a run: how it moves, what is measured of it, and what it is to follow.</summary>
internal sealed class ResponsePlant
{
    private readonly PlantProblem _problem;
    private readonly PlantHorizon? _horizon;
    private readonly ResponseOptions _options;
    private readonly PlantPlan _plan;
    private readonly double[] _line;
    private readonly double[] _noise;
    private readonly double[] _normals;
    private double[,]? _factor;
    private StepModel? _step;
    private int _time;
    private NormalStream _stream;

    public ResponsePlant(PlantProblem problem, PlantHorizon? horizon, ResponseOptions options)
    {
        if (horizon is not null)
        {
            PlantChecks.Check(problem, horizon);
            if (options.Steps > horizon.Steps)
            {
                throw new ArgumentException($"There are {options.Steps} steps, expected at most {horizon.Steps}, the horizon.", nameof(options));
            }
        }

        _problem = problem;
        _horizon = horizon;
        _options = options;
        _plan = new PlantPlan(problem);
        _line = new double[_plan.Memory * problem.InputDim];
        _noise = new double[problem.StateDim + (problem.Measurement?.C.GetLength(0) ?? 0)];
        _normals = new double[_noise.Length];
        _stream = new NormalStream(options.Seed, 0, 0);
    }

    /// <summary>r_t of the controller; empty where none is asked of it.</summary>
    public double[] ReferenceAt(int t)
    {
        int outputs = _problem.Tracking?.Outputs.GetLength(0) ?? 0;
        return outputs == 0 || _horizon?.References is not null ? new double[outputs]
            : _options.References is { Count: > 0 } references ? references[Math.Min(t, references.Count - 1)]
            : _problem.Tracking!.Reference ?? new double[outputs];
    }

    /// <summary>What the signals are to be at t = 0 … T.</summary>
    public double[][] TargetsOf(ResponseOptions options) =>
        [.. Enumerable.Range(0, options.Steps + 1).Select(t =>
            _horizon?.References is { } references ? references[t]
            : _problem.Tracking is not null ? ReferenceAt(t) : new double[_problem.StateDim])];

    /// <summary>Ex, or x.</summary>
    public double[] SignalsOf(double[] x) => _problem.Tracking is null ? x : Product(_problem.Tracking.Outputs, x);

    /// <summary>y of this step, with its noise; x where it is known. Called once a step, before <see cref="Advance"/>.</summary>
    public double[] Measure(int t, double[] x)
    {
        if (_options.HasNoise)
        {
            DrawNoise(t);
        }

        if (_problem.Measurement is not { } measurement)
        {
            return x;
        }

        double[] y = Product(measurement.C, x);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += _noise[x.Length + i];
        }

        return y;
    }

    /// <summary>x of the next step.</summary>
    public double[] Advance(int t, double[] x, double[] input)
    {
        StepModel step = StepAt(t);
        int n = x.Length;
        double[] next = new double[n];
        for (int i = 0; i < n; i++)
        {
            double sum = step.Drift[i, 0] + _noise[i];
            for (int j = 0; j < n; j++)
            {
                sum += step.A[i, j] * x[j];
            }

            for (int j = 0; j < _line.Length; j++)
            {
                sum += step.A[i, n + j] * _line[j];
            }

            for (int j = 0; j < input.Length; j++)
            {
                sum += step.B[i, j] * input[j];
            }

            next[i] = sum;
        }

        DelayLine.Push(_line, input);
        return next;
    }

    private static double[] Product(double[,] matrix, double[] x) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => x.Select((entry, j) => matrix[i, j] * entry).Sum())];

    private StepModel StepAt(int t)
    {
        if (_step is null || (_horizon is { IsVarying: true } && t != _time))
        {
            _time = t;
            PlantProblem problem = _horizon?.At(_problem, t) ?? _problem;
            _ = PlantPieces.TryMake(problem, _plan, out PlantPieces pieces);
            _step = PlantSolver.Whole(problem, _plan, pieces);
            _factor = CovarianceFactor.Of(Joint(pieces.Full.Noise), "W");
        }

        return _step;
    }

    /// <summary>[[W, N], [N', V]].</summary>
    private double[,] Joint(Matrix process)
    {
        int n = _problem.StateDim;
        double[,]? v = _problem.Measurement?.V, cross = _problem.Measurement?.N;
        return DenseMatrix.Create(_noise.Length, _noise.Length, (i, j) =>
            i < n && j < n ? process[i, j]
            : i >= n && j >= n ? v![i - n, j - n]
            : cross is null ? 0
            : i < n ? cross[i, j - n] : cross[j, i - n]);
    }

    private void DrawNoise(int t)
    {
        _ = StepAt(t);
        _stream.Fill(_normals);
        for (int i = 0; i < _noise.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j <= i; j++)
            {
                sum += _factor![i, j] * _normals[j];
            }

            _noise[i] = sum;
        }
    }
}
