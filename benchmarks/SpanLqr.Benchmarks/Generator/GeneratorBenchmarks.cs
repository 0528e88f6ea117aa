using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace SpanLqr.Benchmarks.Generator;

/// <summary>What does one shape cost a consumer's compilation?</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private GeneratorRun _run = new(4, 1);

    /// <summary>4: unrolled; 12: blocks, the size with a target; 16: the largest that is tuned.</summary>
    [Params(4, 12, 16)]
    public int States { get; set; }

    [GlobalSetup]
    public void Setup() => _run = new GeneratorRun(States, 4);

    [Benchmark]
    public GeneratorDriverRunResult Generate() => _run.Generate();
}
