using System;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Benchmarks;

/// <summary>How long does a stage of the Riccati recursion take, of a horizon of 20?</summary>
[MemoryDiagnoser]
public class RiccatiStageBenchmarks
{
    private const int Horizon = 20;
    private readonly Plant _plant = new(12, 4);
    private readonly double[] _gains = new double[Horizon * 48];
    private readonly double[] _cost = new double[144];
    private readonly double[] _workspace = new double[RiccatiRecursion.WorkspaceLength(new DynamicShape(12, 4)) + RiccatiRecursion.WorkspaceLength(default(Large))];
    private readonly double[] _pb = new double[48];
    private readonly double[] _pa = new double[144];
    private readonly double[] _weight = new double[16];
    private readonly double[] _right = new double[48];
    private readonly double[] _gain = new double[48];
    private readonly double[] _next = new double[144];
    private readonly Matrix<double> _a;
    private readonly Matrix<double> _b;
    private readonly Matrix<double> _q;
    private readonly Matrix<double> _r;

    public RiccatiStageBenchmarks()
    {
        _a = Matrix<double>.Build.DenseOfRowMajor(12, 12, _plant.A);
        _b = Matrix<double>.Build.DenseOfRowMajor(12, 4, _plant.B);
        _q = Matrix<double>.Build.DenseOfRowMajor(12, 12, _plant.Q);
        _r = Matrix<double>.Build.DenseOfRowMajor(4, 4, _plant.R);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Horizon)]
    public bool Generated() => Solve(default(Large));

    [Benchmark(OperationsPerInvoke = Horizon)]
    public bool Dynamic() => Solve(new DynamicShape(12, 4));

    [Benchmark(OperationsPerInvoke = Horizon)]
    public double PlainLoop()
    {
        _plant.Q.CopyTo(_cost, 0);
        for (int t = 0; t < Horizon; t++)
        {
            Naive.Multiply(_cost, _plant.B, _pb, 12, 12, 4);
            Naive.Multiply(_cost, _plant.A, _pa, 12, 12, 12);
            Naive.TransposedMultiply(_plant.B, _pb, _weight, 4, 12, 4);
            Add(_plant.R, 1, _weight);
            Naive.TransposedMultiply(_plant.B, _pa, _right, 4, 12, 12);
            _right.CopyTo(_gain, 0);
            Naive.Divide(_weight, _gain, 4, 12);
            Naive.TransposedMultiply(_plant.A, _pa, _cost, 12, 12, 12);
            Naive.TransposedMultiply(_right, _gain, _next, 12, 4, 12);
            Add(_next, -1, _cost);
            Add(_plant.Q, 1, _cost);
        }

        return _cost[0];
    }

    [Benchmark(OperationsPerInvoke = Horizon)]
    public double MathNet()
    {
        Matrix<double> p = _q;
        for (int t = 0; t < Horizon; t++)
        {
            Matrix<double> bp = _b.TransposeThisAndMultiply(p);
            Matrix<double> gain = (_r + (bp * _b)).Cholesky().Solve(bp * _a);
            p = _q + _a.TransposeThisAndMultiply(p * (_a - (_b * gain)));
        }

        return p[0, 0];
    }

    private bool Solve<TShape>(TShape shape)
        where TShape : struct, ILqrShape
    {
        var model = new LqrModel(_plant.A, _plant.B, _plant.Q, _plant.R);
        return RiccatiRecursion.Solve(shape, Horizon, model, _plant.Q, _gains, _cost, _workspace).IsOk;
    }

    private static void Add(double[] source, double scale, double[] destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] += scale * source[i];
        }
    }
}
