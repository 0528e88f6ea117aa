using System;
using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;
using SpanLqr.Benchmarks;
using SpanLqr.Benchmarks.Generator;

// "cost [--build]" prints what the generator costs; anything else goes to BenchmarkDotNet, with "--disasm" for the code.
if (args is ["cost", ..])
{
    GeneratorCost.Print(args.Contains("--build"));
    return;
}

const string Disassemble = "--disasm";
IConfig config = DefaultConfig.Instance;
if (args.Contains(Disassemble))
{
    config = config.AddDiagnoser(new DisassemblyDiagnoser(new DisassemblyDiagnoserConfig(maxDepth: 3, exportGithubMarkdown: true)));
}

BenchmarkSwitcher.FromAssembly(typeof(Plant).Assembly).Run([.. args.Where(argument => argument != Disassemble)], config);
