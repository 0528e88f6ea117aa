using System;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using SpanLqr.Shapes;

namespace SpanLqr.Benchmarks;

/// <summary>How long does A·Â take against a plain loop, rows by TensorPrimitives, the dynamic shape and MathNet?</summary>
[MemoryDiagnoser]
public class ProductBenchmarks
{
    private Plant _plant = new(4, 2);
    private double[] _destination = [];
    private Matrix<double> _matrix = Matrix<double>.Build.Dense(1, 1);
    private Matrix<double> _product = Matrix<double>.Build.Dense(1, 1);

    /// <summary>4: in registers; 8: one wide vector a row; 12: column blocks.</summary>
    [Params(4, 8, 12)]
    public int States { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _plant = new Plant(States, States == 4 ? 2 : 4);
        _destination = new double[States * States];
        _matrix = Matrix<double>.Build.DenseOfRowMajor(States, States, _plant.A);
        _product = Matrix<double>.Build.Dense(States, States);
    }

    [Benchmark(Baseline = true)]
    public double Generated()
    {
        switch (States)
        {
            case 4:
                Small.MultiplyAA(_plant.A, _plant.A, _destination);
                break;
            case 8:
                Medium.MultiplyAA(_plant.A, _plant.A, _destination);
                break;
            default:
                Large.MultiplyAA(_plant.A, _plant.A, _destination);
                break;
        }

        return _destination[0];
    }

    [Benchmark]
    public double Dynamic()
    {
        Kernels.MultiplyAA(new DynamicShape(States, 1), _plant.A, _plant.A, _destination);
        return _destination[0];
    }

    [Benchmark]
    public double PlainLoop()
    {
        Naive.Multiply(_plant.A, _plant.A, _destination, States, States, States);
        return _destination[0];
    }

    [Benchmark]
    public double Tensors()
    {
        int n = States;
        ReadOnlySpan<double> a = _plant.A;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = _destination.AsSpan(i * n, n);
            TensorPrimitives.Multiply(a[..n], a[i * n], row);
            for (int k = 1; k < n; k++)
            {
                TensorPrimitives.FusedMultiplyAdd(a.Slice(k * n, n), a[(i * n) + k], row, row);
            }
        }

        return _destination[0];
    }

    [Benchmark]
    public double MathNet()
    {
        _matrix.Multiply(_matrix, _product);
        return _product[0, 0];
    }
}
