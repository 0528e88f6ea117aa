using System;
using System.Diagnostics;
using System.Linq;
using SpanLqr.Robust;
using SpanLqr.Tests.Support;
using Xunit;
using Xunit.Abstractions;
namespace SpanLqr.Tests.Robust;
public sealed class Tmp(ITestOutputHelper o)
{
    [Fact]
    public void Time()
    {
        foreach (string name in RobustFiles.Names)
        {
            RobustProblem p = RobustFiles.Problem(name);
            LeastGamma l = RobustSolver.LeastViable(p);
            RobustSolution s = RobustSolver.Solve(p, RobustFiles.Gamma(name) ?? l.MeanField);
            o.WriteLine($"{name} {l} {RobustFiles.Result(name).GetProperty("minGamma")} {s.Status} {s.FailedStage} {s.ViabilityMargin} {s.Finite} {s.Margins.Min()}");
            if (p.A.Count > 1) { continue; }
            foreach (int T in new[] { 1000, 10000 , 0})
            {
                var q = p with { Horizon = T == 0 ? null : T };
                var w = Stopwatch.StartNew();
                l = RobustSolver.LeastViable(q);
                long t1 = w.ElapsedMilliseconds;
                s = RobustSolver.Solve(q, l.MeanField);
                o.WriteLine($"   {T}: {t1} ms {w.ElapsedMilliseconds-t1} ms {l} {s.Status} {s.ViabilityMargin} {s.Margins.Min()}");
                w.Restart();
                s = RobustSolver.Solve(q, l.MeanField*1.5);
                o.WriteLine($"   {T}: {w.ElapsedMilliseconds} ms {s.Status} {s.ViabilityMargin} {s.Margins.Min()}");
            }
        }
    }
}
