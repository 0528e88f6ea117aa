using System;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;
using SpanLqr.Riccati;
using SpanLqr.Shapes;

namespace SpanLqr.Benchmarks;

/// <summary>How long does a checked DARE take, with generated kernels, with the dynamic ones, and by doubling on MathNet's matrices?</summary>
[MemoryDiagnoser]
public class DareBenchmarks
{
    private const double RelativeStep = 1e-10;
    private readonly double[] _costToGo = new double[144];
    private readonly double[] _gain = new double[48];
    private readonly double[] _workspace =
        new double[Math.Max(Dare.WorkspaceLength(default(Large)), Dare.WorkspaceLength(new DynamicShape(12, 4)))];

    private Plant _plant = new(4, 2);
    private Matrix<double> _a = Matrix<double>.Build.Dense(1, 1);
    private Matrix<double> _g = Matrix<double>.Build.Dense(1, 1);
    private Matrix<double> _h = Matrix<double>.Build.Dense(1, 1);

    /// <summary>4 (two inputs): latency counts; 12 (four inputs): throughput counts.</summary>
    [Params(4, 12)]
    public int States { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _plant = new Plant(States, Inputs);
        Matrix<double> b = Matrix<double>.Build.DenseOfRowMajor(States, Inputs, _plant.B);
        _a = Matrix<double>.Build.DenseOfRowMajor(States, States, _plant.A);
        _h = Matrix<double>.Build.DenseOfRowMajor(States, States, _plant.Q);
        _g = b.TransposeAndMultiply(b);
    }

    [Benchmark(Baseline = true)]
    public DareResult Generated() => States == 4 ? Solve(default(Small)) : Solve(default(Large));

    [Benchmark]
    public DareResult Dynamic() => Solve(new DynamicShape(States, Inputs));

    [Benchmark]
    public double MathNetDoubling()
    {
        Matrix<double> a = _a, g = _g, h = _h;
        double step = double.PositiveInfinity;
        while (step > RelativeStep * h.FrobeniusNorm())
        {
            var lu = ((g * h) + Matrix<double>.Build.DenseIdentity(States)).LU();
            Matrix<double> v1 = lu.Solve(a), v2 = lu.Solve(g), increment = a.TransposeThisAndMultiply(h * v1);
            g += a * v2.TransposeAndMultiply(a);
            h += increment;
            a *= v1;
            step = increment.FrobeniusNorm();
        }

        return h[0, 0];
    }

    private int Inputs => States == 4 ? 2 : 4;

    private DareResult Solve<TShape>(TShape shape)
        where TShape : struct, ILqrShape =>
        Dare.Solve(
            shape,
            new LqrModel(_plant.A, _plant.B, _plant.Q, _plant.R),
            DareOptions.Default,
            _costToGo.AsSpan(0, States * States),
            _gain.AsSpan(0, Inputs * States),
            _workspace);
}
