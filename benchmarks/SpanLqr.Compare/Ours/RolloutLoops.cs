using System;
using System.Numerics;
using SpanLqr.Compare.Data;
using SpanLqr.Rollouts;

namespace SpanLqr.Compare.Ours;

/// <summary>Rollouts of x⁺ = Ax + w, w ~ N(0, I), with cost x'Qx. The answer is the mean stage cost.</summary>
internal static class RolloutLoops
{
    /// <summary>Rollouts of a call, as in peers/libmvec.cpp.</summary>
    public const int Count = 512;

    /// <summary>Rollouts of a call that shares them out.</summary>
    public const int ManyRollouts = 1 << 17;

    public static double InDouble(ProblemData data, long iterations) => Run<double>(data, iterations, 1, 1);

    public static double InSingle(ProblemData data, long iterations) => Run<float>(data, iterations, 1, 1);

    /// <summary>Each rollout twice, for two loops over the same noise; counted as two.</summary>
    public static double InPairs(ProblemData data, long iterations) => Run<double>(data, iterations, 2, 1);

    /// <summary>The same without shared noise.</summary>
    public static double OneByOne(ProblemData data, long iterations) => Run<double>(data, iterations, 1, 2);

    /// <summary>Many rollouts, shared out over threads.</summary>
    public static double OnThreads(ProblemData data, long iterations, int threads)
    {
        RolloutEngine<double> engine = Engine<double>(data, 1);
        double mean = 0;
        long start = Clock.Now;
        for (long i = 0; i < iterations; i++)
        {
            mean = engine.Estimate(ManyRollouts, threads).Mean;
        }

        double elapsed = Clock.SecondsSince(start);
        data.Output[0] = mean / data.Horizon;
        return elapsed;
    }

    private static double Run<T>(ProblemData data, long iterations, int variants, int passes)
        where T : unmanaged, INumberBase<T>
    {
        RolloutEngine<T> engine = Engine<T>(data, variants);
        RolloutWorkspace<T> workspace = engine.CreateWorkspace();
        double[] costs = new double[Count * variants];
        ulong first = 0;
        long start = Clock.Now;
        for (long i = 0; i < iterations * passes; i++, first += Count)
        {
            engine.Run(first, costs, workspace);
        }

        double elapsed = Clock.SecondsSince(start);
        data.Output[0] = RolloutStatistics.Of(costs).Mean / data.Horizon;
        return elapsed;
    }

    private static RolloutEngine<T> Engine<T>(ProblemData data, int variants)
        where T : unmanaged, INumberBase<T>
    {
        int n = data.Plant.N;
        double[,] f = Plant.Square(data.Plant.A, n, 1), m = Plant.Square(data.Plant.Q, n, 1), w = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            w[i, i] = 1;
        }

        var loop = new ClosedLoop(f, m, w);
        ClosedLoop[] loops = new ClosedLoop[variants];
        Array.Fill(loops, loop);
        return new RolloutEngine<T>(RolloutPlan<T>.OfVariants(loops), new RolloutOptions(data.Horizon) { Seed = 1 });
    }
}
