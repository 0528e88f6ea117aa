using System;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using SpanLqr.Shapes;

namespace SpanLqr.Benchmarks;

/// <summary>How long does the control step u = −Kx − κ take, the first input fed back into the first state, at 8×4?</summary>
[MemoryDiagnoser]
public class ControlStepBenchmarks
{
    private readonly Plant _plant = new(8, 4);
    private readonly double[] _u = new double[4];
    private readonly Matrix<double> _k;
    private readonly Vector<double> _x;
    private readonly Vector<double> _offset;
    private readonly Vector<double> _input = Vector<double>.Build.Dense(4);

    public ControlStepBenchmarks()
    {
        _k = Matrix<double>.Build.DenseOfRowMajor(4, 8, _plant.K);
        _x = Vector<double>.Build.DenseOfArray([.. _plant.X]);
        _offset = Vector<double>.Build.DenseOfArray([.. _plant.Offset]);
    }

    [Benchmark(Baseline = true)]
    public double Generated()
    {
        Medium.FeedbackOffset(_plant.K, _plant.X, _plant.Offset, _u);
        return _plant.X[0] = _u[0];
    }

    [Benchmark]
    public double Dynamic()
    {
        Kernels.FeedbackOffset(new DynamicShape(8, 4), _plant.K, _plant.X, _plant.Offset, _u);
        return _plant.X[0] = _u[0];
    }

    [Benchmark]
    public double PlainLoop()
    {
        for (int i = 0; i < _u.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < _plant.X.Length; j++)
            {
                sum += _plant.K[(i * _plant.X.Length) + j] * _plant.X[j];
            }

            _u[i] = -sum - _plant.Offset[i];
        }

        return _plant.X[0] = _u[0];
    }

    [Benchmark]
    public double Tensors()
    {
        ReadOnlySpan<double> k = _plant.K, x = _plant.X;
        for (int i = 0; i < _u.Length; i++)
        {
            _u[i] = -TensorPrimitives.Dot(k.Slice(i * x.Length, x.Length), x) - _plant.Offset[i];
        }

        return _plant.X[0] = _u[0];
    }

    [Benchmark]
    public double MathNet()
    {
        _k.Multiply(_x, _input);
        _input.Add(_offset, _input);
        _input.Negate(_input);
        return _x[0] = _input[0];
    }
}
